package dev.stepwell.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretNames;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private final Secrets secrets = new Secrets(() -> new SecretNames(Set.of("iban")));

  @Test
  void fieldsThatAreMarkedAreHidden() {
    assertThat(secrets.masked("{\"iban\":\"DE02\",\"bank\":\"x\"}", Redaction.NONE))
        .isEqualTo("{\"iban\":\"•••\",\"bank\":\"x\"}");
  }

  @Test
  void aPayloadThatWasCutIsLeftOut() {
    String large = "\"" + "x".repeat(100) + "\"";

    assertThat(secrets.shown(Payload.cut(large, 50), Redaction.NONE))
        .isEqualTo(new Secrets.Shown(null, 102));
    assertThat(secrets.shown(Payload.cut(large, 102), Redaction.NONE))
        .isEqualTo(new Secrets.Shown(large, null));
    assertThat(secrets.shown(null, Redaction.NONE)).isEqualTo(Secrets.Shown.NOTHING);
  }

  @Test
  void whatCannotBeLookedThroughIsNotShown() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);

    assertThat(secrets.masked("7", Redaction.NONE)).isEqualTo("7");
    assertThat(secrets.masked("{half", Redaction.NONE))
        .contains("too deeply to be shown")
        .doesNotContain("half");
    assertThat(secrets.masked(deep, Redaction.NONE))
        .contains("10000 characters that nests too deeply");
  }
}
