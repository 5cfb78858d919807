package dev.stepwell.inngest.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.runtime.codec.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions as evaluated by a server: a missing field is null there, and satisfies nothing here. */
class CelConditionTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "event.data.a == 1 => event.data.a == 1",
        "event.data.a != 1 => (event.data.a != null && event.data.a != 1)",
        "!(event.data.a == 1) => (event.data.a != null && event.data.a != 1)",
        "!(event.data.a > 1 && event.data.b) => (event.data.a <= 1 || event.data.b == false)",
        "event.data.a == event.data.b => (event.data.a != null && event.data.b != null && event.data.a == event.data.b)",
        "!has(event.data.a.b) => event.data.a.b == null",
        "event.data.a == null => event.data.a == null",
        "event.data.a in ['x', 'y'] => (event.data.a != null && event.data.a in [\"x\", \"y\"])",
        "size(event.data.a) < 3 => (event.data.a != null && size(event.data.a) < 3)",
        "!event.data.a.startsWith('x') => (event.data.a != null && !event.data.a.startsWith(\"x\"))",
        "event.data.a == async.data.b => (async.data.b != null && event.data.a == async.data.b)"
      })
  void aConditionMeansTheSameOnAServer(String condition, String expected) {
    assertThat(CelCondition.of(condition)).isEqualTo(expected);
  }

  @Test
  void aMatchDemandsTheFieldInTheEventThatArrives() {
    assertThat(CelCondition.ofMatch(List.of("a", "b"), EventEncoding.of(new Json(), null)))
        .isEqualTo("async.data.a != null && event.data.a == async.data.a"
            + " && async.data.b != null && event.data.b == async.data.b");
  }
}
