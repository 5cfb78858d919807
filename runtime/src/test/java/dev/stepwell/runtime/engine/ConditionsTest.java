package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunction.CancelOn;
import dev.stepwell.runtime.model.StoredFunctions;
import dev.stepwell.runtime.model.UnreadableConditionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What events set off by conditions: pure, with no database. */
class ConditionsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Json JSON = new Json();

  private static Matching matching(StoredFunction... functions) {
    return new Matching(new StoredFunctions(1, Arrays.asList(functions), List.of()), JSON);
  }

  private static StoredFunction function(
      String id, @Nullable String condition, CancelOn... cancelOn) {
    return new StoredFunction(
        id,
        List.of("wanted"),
        condition,
        List.of(),
        List.of(cancelOn),
        false,
        List.of(),
        null,
        null,
        FunctionDescription.NONE);
  }

  private static StoredFunction cancelled(String id, String condition) {
    return function(id, null, on(condition));
  }

  private static CancelOn on(String condition) {
    return new CancelOn("stop", List.of(), condition);
  }

  private static Dispatch match(Matching matching, String name, String data) {
    return matching.match(event(name, data), NOW, UUID::randomUUID);
  }

  private static StoredEvent event(String name, String data) {
    return new StoredEvent("e1", name, data.replace('`', '"'), NOW);
  }

  /** The keys of the runs that this event starts. */
  private static List<MatchKey> runKeys(Matching matching, String data) {
    return match(matching, "wanted", data).starts().stream()
        .flatMap(start -> start.cancelledBy().stream())
        .toList();
  }

  private static boolean cancels(String condition, String started, String arrived) {
    Matching matching = matching(cancelled("f", condition));
    List<MatchKey> keys = new ArrayList<>(match(matching, "stop", arrived).cancels());
    keys.retainAll(runKeys(matching, started));
    return !keys.isEmpty();
  }

  @Test
  void onlyEventsOfWhichTheConditionHoldsStartARun() {
    Matching matching = matching(
        function("large", "event.data.amount >= 100"),
        function("small", "event.data.amount < 100"),
        function("all", null));

    assertThat(started(matching, "{`amount`: 100.0}")).containsExactly("large", "all");
    assertThat(started(matching, "{`amount`: 99}")).containsExactly("small", "all");
    assertThat(started(matching, "{`amount`: null}")).containsExactly("all");
    assertThat(started(matching, "{`amount`: `100`}")).containsExactly("all");
    assertThat(started(matching, "{}")).containsExactly("all");
  }

  private static List<String> started(Matching matching, String data) {
    return match(matching, "wanted", data).starts().stream()
        .map(NewRun::functionId)
        .toList();
  }

  @Test
  void anInvocationAndARepetitionAreNotAsked() {
    Matching matching = matching(function("large", "event.data.amount >= 100"));

    assertThat(matching.again(event("wanted", "{}"), "large", UUID.randomUUID()).functionId())
        .isEqualTo("large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{`id`:`p1`} ~ {`of`:`p1`} ~ true",
        "{`id`:`p1`} ~ {`of`:`p2`} ~ false",
        "{`id`:`p1`} ~ {} ~ false",
        "{} ~ {`of`:`p1`} ~ false",
        "{`id`:null} ~ {`of`:null} ~ false",
        "{`id`:1} ~ {`of`:1.00} ~ true",
        "{`id`:100} ~ {`of`:1e2} ~ true",
        "{`id`:1} ~ {`of`:`1`} ~ false",
        "{`id`:true} ~ {`of`:true} ~ true",
        "{`id`:[1]} ~ {`of`:[1]} ~ false",
        "{`id`:`x\\u0000`} ~ {`of`:`x\\u0000`} ~ true",
      })
  void aPairIsEqualByValue(String started, String arrived, boolean equal) {
    assertThat(cancels("event.data.id == async.data.of", started, arrived)).isEqualTo(equal);
  }

  @Test
  void eachEventIsAskedForItself() {
    String condition = "event.data.user.id == async.data.user && async.data.reason != 'test'"
        + " && event.data.kind in ['a', 'b']";

    String run = "{`user`:{`id`:7},`kind`:`a`}";
    assertThat(cancels(condition, run, "{`user`:7,`reason`:`over`}")).isTrue();
    assertThat(cancels(condition, run, "{`user`:7,`reason`:`test`}")).isFalse();
    assertThat(cancels(condition, run, "{`user`:7}")).isFalse();
    String other = "{`user`:{`id`:7},`kind`:`c`}";
    assertThat(cancels(condition, other, "{`user`:7,`reason`:`over`}")).isFalse();
  }

  @Test
  void oneOfTheAlternativesIsEnough() {
    String condition = "event.data.a == async.data.a || event.data.b == async.data.b";

    assertThat(cancels(condition, "{`a`:1,`b`:2}", "{`a`:1,`b`:3}")).isTrue();
    assertThat(cancels(condition, "{`a`:1,`b`:2}", "{`a`:2,`b`:2}")).isTrue();
    assertThat(cancels(condition, "{`a`:1,`b`:2}", "{`a`:2,`b`:1}")).isFalse();
  }

  @Test
  void withoutAPairAllLiveRunsAreCancelled() {
    assertThat(cancels("async.data.all", "{`a`:1}", "{`all`:true}")).isTrue();
    assertThat(cancels("async.data.all", "{`a`:1}", "{`all`:false}")).isFalse();
    assertThat(cancels("event.data.a > 1", "{`a`:1}", "{}")).isFalse();
    assertThat(cancels("event.data.a > 1", "{`a`:2}", "{}")).isTrue();
  }

  @Test
  void keysOfConditionsThatAskForOthersDiffer() {
    List<String> conditions = List.of(
        "event.data.a == async.data.a",
        "event.data.a == async.data.b",
        "event.data.a == async.data.a && async.data.c > 1",
        "event.data.a == async.data.a && async.data.c > 2",
        "event.data.a == async.data.a && event.data.b == async.data.b",
        "async.data.c > 1");
    List<MatchKey> keys = new ArrayList<>();
    for (String condition : conditions) {
      keys.addAll(runKeys(matching(cancelled("f", condition)), "{`a`:`x`,`b`:`x`}"));
    }
    CancelOn match = new CancelOn("stop", List.of("a"), null);
    keys.addAll(runKeys(matching(function("f", null, match)), "{`a`:`x`,`b`:`x`}"));

    assertThat(keys).hasSize(conditions.size() + 1).doesNotHaveDuplicates();
    assertThat(keys).contains(new MatchKey("stop", "{\"a\":\"x\"}"));
  }

  @Test
  void valuesDoNotFlowIntoEachOther() {
    String condition = "event.data.a == async.data.a && event.data.b == async.data.b";

    assertThat(cancels(condition, "{`a`:`x`,`b`:`yz`}", "{`a`:`xy`,`b`:`z`}")).isFalse();
    assertThat(cancels(condition, "{`a`:`x`,`b`:``}", "{`a`:`x`,`b`:``}")).isTrue();
  }

  @Test
  void whatIsAskedOfTheRunsOwnEventMayChange() {
    Matching before = matching(cancelled("f", "event.data.a == async.data.a"));
    Matching after =
        matching(cancelled("f", "async.data.a  ==  event.data.a && event.data.b != 2"));

    assertThat(runKeys(before, "{`a`:1,`b`:2}"))
        .isEqualTo(match(after, "stop", "{`a`:1}").cancels())
        .hasSize(1);
  }

  @Test
  void functionsThatAskTheSameShareTheirKeys() {
    Matching matching = matching(
        cancelled("f", "event.data.a == async.data.a"),
        cancelled("g", "event.data.b == async.data.a"),
        function(
            "h", null, on("event.data.a == async.data.a"), on("event.data.b == async.data.a")));

    assertThat(match(matching, "stop", "{`a`:1}").cancels()).hasSize(1);
    assertThat(runKeys(matching, "{`a`:1,`b`:1}")).hasSize(3);
    assertThat(runKeys(matching, "{`a`:1,`b`:2}")).hasSize(4);
  }

  @Test
  void aKeyIsAsShortWhateverTheValues() {
    List<MatchKey> keys = runKeys(
        matching(cancelled("f", "event.data.a == async.data.a")),
        "{`a`:`" + "long ".repeat(10_000) + "`}");

    assertThat(keys).hasSize(1).allMatch(key -> key.key().length() < 100);
  }

  @Test
  void eventsThatCancelByAConditionAreHeard() {
    Matching matching = matching(cancelled("f", "async.data.all"));

    assertThat(matching.isHeard("stop")).isTrue();
    assertThat(matching.events()).containsExactly("stop", "wanted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event.data.a.matches('x')", "event.data.a < async.data.a"})
  void anEventOfAConditionThatCannotBeReadIsRefused(String condition) {
    Matching matching = matching(cancelled("new", condition), function("old", null));

    assertThatExceptionOfType(UnreadableConditionException.class)
        .isThrownBy(() -> match(matching, "stop", "{}"))
        .withMessageStartingWith(
            "cannot evaluate the condition of function new on its events: " + condition + " (");
    assertThatExceptionOfType(UnreadableConditionException.class)
        .isThrownBy(() -> match(matching, "wanted", "{}"));
    assertThatExceptionOfType(UnreadableConditionException.class)
        .isThrownBy(
            () -> matching.matchDeferred(event("stop", "{}"), Effects.ALL, UUID::randomUUID));
    assertThatExceptionOfType(UnreadableConditionException.class)
        .isThrownBy(() -> matching.again(event("wanted", "{}"), "new", UUID.randomUUID()));
    assertThat(match(matching, "other", "{}").starts()).isEmpty();
    assertThat(matching.again(event("wanted", "{}"), "old", UUID.randomUUID()).functionId())
        .isEqualTo("old");
  }
}
