package dev.stepwell.contract.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
  private static final Map<String, Object> EVENT = Map.of(
      "amount",
      new BigDecimal("100.0"),
      "kind",
      "b",
      "paid",
      true,
      "tags",
      List.of("new", new BigDecimal("7")),
      "labels",
      Map.of("env", "test"),
      "customer",
      Map.of("country", "Ísland"));

  private static @Nullable Object at(List<String> path) {
    Object at = EVENT;
    for (String name : path) {
      at = at instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return at;
  }

  private static boolean holds(String condition) {
    return Evaluation.holds(Parser.parse(condition), EvaluationTest::at);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.data.amount == 100",
        "event.data.amount >= 100 && event.data.amount <= 1e2",
        "event.data.amount > -5 && !(event.data.amount < 100)",
        "event.data.kind in ['a', 'b']",
        "event.data.amount in [1, 100]",
        "event.data.kind != 'c' && event.data.kind < 'c'",
        "event.data.paid && event.data.paid == true && event.data.paid != false",
        "event.data.customer.country.startsWith('Ís')",
        "event.data.customer.country.endsWith('land') && event.data.kind.contains('')",
        "size(event.data.customer.country) == 6 && event.data.tags.size() == 2",
        "size(event.data.labels) == 1 && 'env' in event.data.labels",
        "'new' in event.data.tags && 7.0 in event.data.tags",
        "event.data.labels.env == 'test'",
        "has(event.data.kind) && !has(event.data.missing) && !has(event.data.missing.deeper)",
        "event.data.missing == null && event.data.kind != null && null == event.data.missing",
        "event.data.missing > 3 || event.data.paid",
        "event.data.paid || event.data.missing > 3",
        "!(event.data.missing > 3 && event.data.kind == 'c')",
      })
  void holds(CharSequence condition) {
    assertThat(holds(condition.toString())).isTrue();
    assertThat(holds("!(" + condition + ")")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.data.missing == 3",
        "event.data.missing != 3",
        "event.data.missing < 3",
        "event.data.missing in [3]",
        "3 in event.data.missing",
        "size(event.data.missing) == 0",
        "event.data.missing.startsWith('x')",
        "event.data.kind.contains(event.data.missing)",
        "event.data.missing",
        "event.data.missing && event.data.paid",
        "event.data.kind == 1",
        "event.data.kind < 1",
        "event.data.paid < true",
        "event.data.tags == event.data.tags",
        "size(event.data.amount) == 3",
        "event.data.kind",
      })
  void whatCannotBeSaidDoesNotHold(String condition) {
    assertThat(holds(condition)).isFalse();
    assertThat(holds("!(" + condition + ")")).isFalse();
  }

  @Test
  void aValueIsATextANumberOrATruth() {
    assertThat(value("event.data.amount")).isEqualTo(new BigDecimal("100.0"));
    assertThat(value("event.data.kind")).isEqualTo("b");
    assertThat(value("size(event.data.tags)")).isEqualTo(new BigDecimal("2"));
    assertThat(value("event.data.paid")).isEqualTo(true);
    assertThat(value("event.data.tags")).isNull();
    assertThat(value("event.data.missing")).isNull();
  }

  private static @Nullable Object value(String expression) {
    return Evaluation.value(Parser.parse(expression), EvaluationTest::at);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "event.data.paid ? 3600 : 0 ~ 3600",
        "event.data.kind == 'a' ? 3600 : 0 ~ 0",
        "event.data.missing == 'a' ? 3600 : 60 ~ 60",
        "event.data.kind == 'a' ? 1 : event.data.amount > 99 ? event.data.amount : 3 ~ 100.0",
      })
  void aChoiceWhoseConditionHasNoValueTakesTheOther(String text, BigDecimal expected) {
    assertThat(Evaluation.value(Parser.parseValue(text), EvaluationTest::at)).isEqualTo(expected);
  }
}
