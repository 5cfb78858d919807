package dev.stepwell.contract.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlternativeTest {
  private static List<String> alternatives(String condition) {
    return Alternative.of(Parser.parse(condition)).stream()
        .map(one -> one.pairs().stream()
                .map(pair -> pair.ofEvent() + "~" + pair.ofAsync())
                .toList()
            + " " + one.ofEvent() + " " + one.ofAsync())
        .toList();
  }

  @Test
  void eachSideGetsItsOwn() {
    assertThat(
            alternatives("event.data.a == async.data.b && event.data.c > 1 && async.data.d != 'x'"))
        .containsExactly(
            "[event.data.a~async.data.b] [(event.data.c > 1)] [(async.data.d != 'x')]");
  }

  @Test
  void thePairIsTheSameEitherWayRound() {
    assertThat(alternatives("async.data.b == event.data.a.c"))
        .containsExactly("[event.data.a.c~async.data.b] [] []");
  }

  @Test
  void anOrOfBothSidesMakesAlternatives() {
    assertThat(alternatives("(event.data.a == async.data.a || event.data.b == async.data.b)"
            + " && (async.data.c || async.data.d)"))
        .containsExactly(
            "[event.data.a~async.data.a] [] [(async.data.c || async.data.d)]",
            "[event.data.b~async.data.b] [] [(async.data.c || async.data.d)]");
  }

  @Test
  void aNotIsBroughtInside() {
    assertThat(alternatives("!(event.data.a != async.data.a || async.data.b)"))
        .containsExactly("[event.data.a~async.data.a] [] [!async.data.b]");
    assertThat(alternatives("!(event.data.a && async.data.b)"))
        .containsExactly("[] [!event.data.a] []", "[] [] [!async.data.b]");
  }

  @Test
  void thereMayBeNoPair() {
    assertThat(alternatives("async.data.everything"))
        .containsExactly("[] [] [async.data.everything]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.data.a < async.data.a",
        "event.data.a != async.data.a",
        "!(event.data.a == async.data.a)",
        "event.data.a in async.data.list",
        "event.data.a.startsWith(async.data.b)",
        "(event.data.a == async.data.a) == event.data.b",
      })
  void theTwoMeetInEqualityAlone(String condition) {
    ConditionException fault = catchThrowableOfType(
        ConditionException.class,
        () -> Alternative.of(Parser.parse("event.data.x && " + condition)));

    assertThat(fault.reason())
        .isEqualTo("a field of event can be compared with a field of async only by ==, because"
            + " runs are found by equal values");
    assertThat(condition).contains(fault.span().of("event.data.x && " + condition));
  }

  @Test
  void thereIsAnEndToAlternatives() {
    String condition = IntStream.range(0, 5)
        .mapToObj(
            i -> "(event.data.a" + i + " == async.data.a || event.data.b" + i + " == async.data.b)")
        .collect(Collectors.joining(" && "));

    assertThatExceptionOfType(ConditionException.class)
        .isThrownBy(() -> Alternative.of(Parser.parse(condition)))
        .withMessage(
            "this has 32 alternatives, but at most 16 are possible: write several @CancelOn");
  }
}
