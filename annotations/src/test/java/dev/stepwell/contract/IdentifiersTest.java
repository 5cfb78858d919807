package dev.stepwell.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.InvalidTextException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be an id or a name. */
class IdentifiersTest {
  @Test
  void textThatCanBeStoredIsRight() {
    for (String text : List.of(
        "a",
        "create-blob",
        "tool:read",
        "größe",
        "\ud83d\ude00",
        "a b",
        "x".repeat(200),
        ":",
        "12")) {
      assertThat(Identifiers.fault(text)).as(text).isNull();
    }
  }

  @Test
  void textThatCannotBeStoredIsReported() {
    assertThat(Identifiers.fault("")).contains("blank");
    assertThat(Identifiers.fault(" \t")).contains("blank");
    assertThat(Identifiers.fault("x".repeat(201))).contains("201 characters");
    assertThat(Identifiers.fault("a\0b")).contains("U+0000");
    assertThat(Identifiers.fault("a\u007f")).contains("U+007F");
    for (String half : List.of("\ud83d", "a\ud83d", "a\ud83db", "\ude00\ud83d", "\ude00a")) {
      assertThat(Identifiers.fault(half)).as(half).contains("surrogate");
    }
  }

  @Test
  void idsOfRepeatedCallsAreKnown() {
    for (String id : List.of("a:1", "a:0", "a:1.2", "a:10.0.3", "tool:read:7", ":1", "a:.")) {
      assertThat(Identifiers.isNumbered(id)).as(id).isTrue();
    }
    for (String id :
        List.of("a", "a:", "a:b", "a:1b", "a:1 ", "a-1", "1", "1.2", "a:-1", "a:\u0661")) {
      assertThat(Identifiers.isNumbered(id)).as(id).isFalse();
    }
    assertThat(Identifiers.unnumbered("tool:read:7.1")).isEqualTo("tool:read");
  }

  @Test
  void theMessageShowsWhatIsNotReadable() {
    assertThatThrownBy(() -> Identifiers.checked("the event id", "a\0\ud83d"))
        .isInstanceOf(InvalidTextException.class)
        .hasMessageContaining("the event id \"a\\u0000\\ud83d\" contains a control character");
  }

  @Test
  void theFunctionIdOfAFailureFunctionIsKept() {
    assertThat(Identifiers.functionFault("pay:on-failure")).contains(":on-failure");
    assertThat(Identifiers.functionFault("pay")).isNull();
  }
}
