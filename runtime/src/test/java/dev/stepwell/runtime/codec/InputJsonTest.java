package dev.stepwell.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs have an end, and nothing in them is refused. */
class InputJsonTest {
  private final InputJson input = new InputJson(new Json());

  @Test
  void whatHasNoRoomAnyMoreIsNotedAndWhatIsShorterIsKept() {
    String max = "x".repeat(InputJson.MAX_LENGTH - 3);

    assertThat(input.add("a", max).add("b", List.of(1, 2)).add("c", 3).text())
        .isEqualTo("{\"a\":\"" + max + "\","
            + "\"b\":{\"…\":\"<5 characters of JSON: too long to be recorded>\"},\"c\":3}");
  }

  @Test
  void whatIsAsLongAsItMayBeIsWhole() {
    String max = "x".repeat(InputJson.MAX_LENGTH - 2);

    assertThat(input.add("a", max).text()).isEqualTo("{\"a\":\"" + max + "\"}");
  }

  @Test
  void halfACharacterIsAQuestionMark() {
    assertThat(input.add("a", "\ud83d").add("b", "\ud83d\ude00\0").text())
        .isEqualTo("{\"a\":\"?\",\"b\":\"\ud83d\ude00\\u0000\"}");
  }

  @Test
  void theNotesOfWhatCannotBeWrittenAreShort() {
    List<String> cannot = new AbstractList<>() {
      @Override
      public String get(int index) {
        throw new IllegalStateException("no \"".repeat(1_000));
      }

      @Override
      public int size() {
        return 1;
      }
    };

    assertThat(input.add("a", cannot).text())
        .startsWith("{\"a\":{\"…\":\"<could not be written as JSON: no \\\"")
        .endsWith(" …>\"}}")
        .hasSizeLessThan(400);
  }
}
