package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.InvalidTextException;
import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.testing.flows.DurableValueFlows;
import dev.stepwell.testing.flows.Functions;
import dev.stepwell.testing.flows.LooselyTyped;
import dev.stepwell.testing.flows.Samples;
import dev.stepwell.testing.flows.ValuesHearWanted;
import dev.stepwell.testing.flows.ValuesIdsWanted;
import dev.stepwell.testing.flows.ValuesLookWanted;
import dev.stepwell.testing.flows.ValuesPriceWanted;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A flow sees in its first pass what every replay sees, also in tests. */
class FirstPassTest {
  private static final Duration PAUSE = Duration.ofHours(1);
  private final List<String> seen = new ArrayList<>();

  static List<String> readable() {
    return List.copyOf(Samples.readable().keySet());
  }

  static List<String> unreadable() {
    return List.copyOf(Samples.unreadable().keySet());
  }

  @ParameterizedTest
  @MethodSource
  void readable(String sample) {
    TestStepwell stepwell = TestStepwell.of(new DurableValueFlows(Samples.readable(), seen));

    TestRun run = stepwell.send(new ValuesLookWanted(sample, PAUSE));
    stepwell.advance(PAUSE);

    run.assertCompleted();
    assertThat(seen).hasSize(2);
    assertThat(seen.get(0)).isEqualTo(seen.get(1));
  }

  @ParameterizedTest
  @MethodSource
  void unreadable(String sample) {
    TestStepwell stepwell = TestStepwell.of(new DurableValueFlows(Samples.unreadable(), seen));

    TestRun run = stepwell.send(new ValuesLookWanted(sample, PAUSE));

    run.assertFailed(JsonException.class);
    assertThat(run.failure().stepId()).isEqualTo("make");
    assertThat(run.failure().attempts()).isEqualTo(1);
    assertThat(run.failure().message()).doesNotContain("earlier code");
    assertThat(seen).isEmpty();
  }

  @Test
  void aReplacedStepIsReadBackToo() {
    TestStepwell stepwell = TestStepwell.of(new DurableValueFlows(Samples.readable(), seen));
    stepwell.replace("make", call -> "not an invoice");

    stepwell.send(new ValuesLookWanted("invoice", PAUSE)).assertFailed(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\0b",
        "greet-ab\ud83d",
        "\ude00x",
        "a\tb",
        "charge:1",
        "charge:1.2",
        "x:0"
      })
  void anIdThatCannotBeStoredFailsTheRunAndNothingIsExecuted(String id) {
    TestStepwell stepwell = TestStepwell.of(new DurableValueFlows(Samples.readable(), seen));

    TestRun run = stepwell.send(new ValuesIdsWanted(List.of("first", named(id))));

    run.assertFailed(InvalidTextException.class);
    assertThat(run.failure().message()).contains("the step id");
    assertThat(seen).containsExactly("first");
  }

  // No event can contain half a surrogate pair; the flow creates it from a name.
  private static String named(String id) {
    return id.replace("\ud83d", "<high>").replace("\ude00", "<low>");
  }

  @Test
  void repeatedCallsKeepTheirNumbersToThemselves() {
    TestStepwell stepwell = TestStepwell.of(new DurableValueFlows(Samples.readable(), seen));

    TestRun run = stepwell.send(new ValuesIdsWanted(List.of("a", "a", "a:1")));

    run.assertFailed(InvalidTextException.class);
    assertThat(run.failure().message()).contains("a:1").contains("hyphen");
    assertThat(run.steps()).containsExactly("a", "a:1");
  }

  @Test
  void otherColonsAreFree() {
    TestStepwell stepwell = TestStepwell.of(new DurableValueFlows(Samples.readable(), seen));

    stepwell
        .send(new ValuesIdsWanted(List.of("tool:read", "tool:read", "at 12:30h")))
        .assertCompleted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b", "o-\ud83d", "o-\ud83c", "\udc00"})
  void anEventIdThatCannotBeStoredIsRefused(String id) {
    TestStepwell stepwell = TestStepwell.of(new DurableValueFlows(Samples.readable(), seen));

    assertThatThrownBy(() -> stepwell.send(new ValuesHearWanted("k"), SendOptions.id(id)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("the event's id");
  }

  @Test
  void aDecimalKeepsItsZerosWhereverItArrives() {
    TestStepwell stepwell = TestStepwell.of(new DurableValueFlows(Samples.readable(), seen));

    TestRun hears = stepwell.send(new ValuesHearWanted("fails"));
    TestRun tells = stepwell.send(LooselyTyped.of("fails", new BigDecimal("1000.00")));

    hears.assertCompleted("1000.00 TWICE");
    tells.assertFailed();
    assertThat(seen).containsExactly("1000.00 TWICE");
    TestRun told = stepwell.send(LooselyTyped.of("k", new BigDecimal("1000.00")));
    assertThat(told.output(Functions.TELL)).isEqualTo("1000.00 2 Circle[radius=1]");
  }

  @Test
  void numbersMatchByTheirValue() {
    for (String[] pair : new String[][] {{"1000.00", "1e+3"}, {"1E+3", "1000"}, {"0.00", "0"}}) {
      TestStepwell stepwell = TestStepwell.of(new DurableValueFlows(Samples.readable(), seen));
      TestRun waits = stepwell.send(new ValuesPriceWanted(new BigDecimal(pair[0])));

      stepwell.send(LooselyTyped.of("k", new BigDecimal(pair[1])));

      waits.assertCompleted(new BigDecimal(pair[1]).toString());
    }
  }
}
