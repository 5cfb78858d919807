package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.MaxWaiting.WhenFull;
import dev.stepwell.Singleton.Mode;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.SingletonState;
import dev.stepwell.runtime.model.SingletonState.Await;
import dev.stepwell.runtime.model.SingletonState.Live;
import dev.stepwell.runtime.model.SingletonState.Skip;
import dev.stepwell.runtime.model.SingletonState.Start;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import dev.stepwell.runtime.time.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules on starts are evaluated when a run is created, and decide by the time of its creation. */
class StartRulesTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
  private static final String KEY = "event.data.id";
  private static final FlowControl ALL = new FlowControl(
      List.of(),
      null,
      RateLimitDefinition.of(5, Duration.ofMinutes(1)).withKey(KEY),
      DebounceDefinition.of(Duration.ofSeconds(2)).withKey(KEY),
      null,
      null,
      SingletonDefinition.of(Mode.SKIP, KEY),
      MaxWaitingDefinition.of(9, WhenFull.REJECT),
      List.of());

  private static Matching matching(FlowControl flow, Duration idempotencyPeriod) {
    StoredFunction function = new StoredFunction(
            "f",
            List.of("docs/changed"),
            null,
            List.of("id"),
            List.of(),
            false,
            List.of(),
            null,
            null,
            FunctionDescription.NONE)
        .controlled(idempotencyPeriod, flow);
    return new Matching(new StoredFunctions(1, List.of(function), List.of()), new Json());
  }

  private static NewRun sent(Matching matching, String data) {
    StoredEvent event = new StoredEvent("e", "docs/changed", data, NOW);
    return matching.matchForWorker(event, NOW, Ids::next).starts().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"id\":\"1\"}|[\"1\"]",
        "{\"id\":1}|[1]",
        "{\"id\":1.0}|[1]",
        "{\"id\":null}|[null]",
        "{}|[null]",
        "{\"id\":true}|[true]"
      })
  void keysHaveTheTypeOfTheValue(String data, String key) {
    StartRules rules = Objects.requireNonNull(
        sent(matching(ALL, NewRun.IDEMPOTENCY_PERIOD), data).rules());

    assertThat(Objects.requireNonNull(rules.rateLimit()).key()).isEqualTo(key);
    assertThat(Objects.requireNonNull(rules.debounce()).key()).isEqualTo(key);
    assertThat(Objects.requireNonNull(rules.singleton()).key()).isEqualTo(key);
    assertThat(Objects.requireNonNull(rules.maxWaiting()).key()).isEqualTo("[]");
    assertThat(rules.maxWaiting().exempt()).isFalse();
  }

  @Test
  void clocksInvocationsAndRerunsAskOnlyTheSingleton() {
    Matching matching = matching(ALL, Duration.ofHours(1));
    StoredEvent event = new StoredEvent("e", "docs/changed", "{\"id\":\"1\"}", NOW);

    StartRules rules =
        Objects.requireNonNull(matching.again(event, "f", Ids.next()).rules());

    assertThat(rules.rateLimit()).isNull();
    assertThat(rules.debounce()).isNull();
    assertThat(rules.idempotencyPeriod()).isNull();
    assertThat(rules.singleton()).isNotNull();
    assertThat(Objects.requireNonNull(rules.maxWaiting()).exempt()).isTrue();
  }

  @Test
  void aFunctionWithoutRulesIsStartedAsBefore() {
    NewRun run = sent(matching(FlowControl.NONE, NewRun.IDEMPOTENCY_PERIOD), "{}");

    assertThat(run.rules()).isNull();
    assertThat(run.idempotencyPeriod()).isEqualTo(NewRun.IDEMPOTENCY_PERIOD);
    NewRun hour = sent(matching(FlowControl.NONE, Duration.ofHours(1)), "{\"id\":\"1\"}");
    assertThat(hour.idempotencyPeriod()).isEqualTo(Duration.ofHours(1));
    assertThat(Objects.requireNonNull(hour.rules()).decideStart()).isFalse();
  }

  @Test
  void anEventThatDoesNotJoinIsABatchByItself() {
    FlowControl batched = new FlowControl(
        List.of(),
        null,
        null,
        null,
        BatchDefinition.of(3, Duration.ofSeconds(5)).withCondition("event.data.amount < 10"),
        null,
        null,
        null,
        List.of());
    Matching matching = matching(batched, NewRun.IDEMPOTENCY_PERIOD);

    assertThat(Objects.requireNonNull(sent(matching, "{\"amount\":5}").rules()).gathers())
        .isTrue();
    assertThat(Objects.requireNonNull(sent(matching, "{\"amount\":50}").rules()).gathers())
        .isFalse();
  }

  @Test
  void theNewestWinsWhateverTheOrderInWhichTransactionsEnd() {
    UUID running = Ids.next();
    UUID newer = Ids.next();
    Live old = new Live(running, NOW, true);
    SingletonState state = new SingletonState(old, new Live(newer, NOW.plusMillis(20), false));

    for (Mode mode : List.of(Mode.CANCEL, Mode.QUEUE_LATEST)) {
      assertThat(state.decide(mode, NOW.plusMillis(10))).isEqualTo(new Skip(newer));
      assertThat(state.decide(mode, NOW.plusMillis(30)))
          .isEqualTo(new Await(running, newer, mode == Mode.CANCEL));
      assertThat(new SingletonState(old, null).decide(mode, NOW.minusMillis(10)))
          .isEqualTo(new Skip(running));
    }
    assertThat(new SingletonState(new Live(running, NOW, false), null).decide(Mode.CANCEL, NOW))
        .isEqualTo(new Start(running));
    assertThat(state.decide(Mode.SKIP, NOW)).isEqualTo(new Skip(running));
    assertThat(SingletonState.FREE.decide(Mode.CANCEL, NOW)).isEqualTo(new Start(null));
  }
}
