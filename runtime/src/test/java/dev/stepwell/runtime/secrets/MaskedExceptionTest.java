package dev.stepwell.runtime.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a log shows of an exception that quotes a secret. */
class MaskedExceptionTest {
  private static final Redaction REDACTION = Redaction.of(List.of("hunter22", "4711"));

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void anExceptionThatQuotesNoSecretIsNotCopied() {
    Exception thrown = new IllegalStateException("pin 14711", new IOException("hunter 22"));
    thrown.addSuppressed(new Error((String) null));

    assertThat(MaskedException.of(thrown, REDACTION)).isSameAs(thrown);
    assertThat(MaskedException.of(new IOException("hunter22"), Redaction.NONE))
        .isInstanceOf(IOException.class);
    Exception silent = new IOException();
    assertThat(MaskedException.of(silent, Redaction.ALL)).isSameAs(silent);
  }

  @Test
  void aCopyPrintsLikeTheOriginalWithoutTheSecret() {
    for (Throwable thrown : List.of(
        new IllegalStateException("for hunter22", new IOException("none")),
        new IllegalStateException("none", new IOException("pin 4711")),
        withSuppressed(new IOException("none"), new Error("hunter22", new Error("4711"))))) {
      Throwable masked = MaskedException.of(thrown, REDACTION);

      assertThat(masked).isInstanceOf(MaskedException.class);
      assertThat(printed(masked))
          .isEqualTo(printed(thrown).replace("hunter22", "•••").replace("4711", "•••"));
      assertThat(masked.getStackTrace()).isEqualTo(thrown.getStackTrace());
      assertThat(masked.getMessage()).startsWith(thrown.getClass().getName() + ": ");
    }
  }

  private static Throwable withSuppressed(Throwable thrown, Throwable suppressed) {
    thrown.addSuppressed(suppressed);
    return thrown;
  }

  @Test
  @SuppressWarnings({"serial", "OverrideThrowableToString"}) // as users write them
  void whatOnlyADescriptionQuotesIsMaskedToo() {
    class Chatty extends RuntimeException {
      @Override
      public String toString() {
        return "chatty about hunter22";
      }
    }
    class Translated extends RuntimeException {
      Translated() {
        super("plain");
      }

      @Override
      public String getLocalizedMessage() {
        return "Passwort hunter22";
      }
    }

    assertThat(printed(MaskedException.of(new Chatty(), REDACTION)))
        .startsWith(Chatty.class.getName())
        .doesNotContain("hunter22");
    assertThat(printed(MaskedException.of(new Translated(), REDACTION)))
        .startsWith(Translated.class.getName() + ": Passwort •••")
        .doesNotContain("hunter22");
  }

  @Test
  void circlesAndEndlessChainsEnd() {
    Exception first = new IllegalStateException("hunter22");
    Exception second = new IllegalStateException("again", first);
    first.initCause(second);
    second.addSuppressed(first);
    Throwable deep = new IOException("at the end: hunter22");
    for (int i = 0; i < 10_000; i++) {
      deep = new IOException("level " + i, deep);
    }

    assertThat(printed(MaskedException.of(first, REDACTION)))
        .contains("IllegalStateException: •••", "IllegalStateException: again")
        .doesNotContain("hunter22");
    assertThat(printed(MaskedException.of(deep, REDACTION))).doesNotContain("hunter22");
  }

  @Test
  void allMessagesAreHiddenIfNotAllSecretsAreKnown() {
    assertThat(printed(MaskedException.of(new IOException("anything"), Redaction.ALL)))
        .startsWith("java.io.IOException: •••")
        .contains("MaskedExceptionTest")
        .doesNotContain("anything");
  }
}
