package dev.stepwell.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys of matched fields: equal for equal values, short for all values, and fast to compute. */
class KeyTest {
  private final Json json = new Json();

  private String key(String value) {
    return String.valueOf(json.key("{\"field\":" + value + "}", List.of("field")));
  }

  @Test
  void numbersAreEqualByTheirValue() {
    assertThat(key("100")).isEqualTo(key("100.0")).isEqualTo(key("1e2")).isNotEqualTo(key("101"));
    assertThat(key("0.10")).isEqualTo(key("1e-1"));
  }

  @Test
  void aNumberAndItsTextDiffer() {
    assertThat(key("1")).isNotEqualTo(key("\"1\""));
  }

  @Test
  void aNumberWithManyZerosIsNotWrittenOut() {
    assertThat(key("1e1000000000")).hasSizeLessThan(100).isNotEqualTo(key("1e1000000001"));
  }

  @Test
  void aLongValueMakesAShortKey() {
    String max = "x".repeat(100_000);

    assertThat(key("\"" + max + "\""))
        .hasSizeLessThan(600)
        .isEqualTo(key("\"" + max + "\""))
        .isNotEqualTo(key("\"" + max + "x\""));
  }

  @Test
  void nothingIsEqualToWhatIsNotThere() {
    assertThat(json.key("{\"field\":null}", List.of("field"))).isNull();
    assertThat(json.key("{}", List.of("field"))).isNull();
  }
}
