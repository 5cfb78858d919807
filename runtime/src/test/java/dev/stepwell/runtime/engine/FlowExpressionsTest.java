package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.codec.EventData;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import dev.stepwell.runtime.model.UnreadableConditionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, costs and priorities on the data of events, as senders evaluate them. */
class FlowExpressionsTest {
  private static final Json JSON = new Json();

  private static FlowControl flow(
      @Nullable ConcurrencyDefinition concurrency,
      @Nullable ThrottleDefinition throttle,
      @Nullable BatchDefinition batch,
      @Nullable String priority) {
    return new FlowControl(
        concurrency == null ? List.of() : List.of(concurrency),
        throttle,
        null,
        null,
        batch,
        priority,
        null,
        null,
        List.of());
  }

  private static EventData data(String json) {
    return new EventData(JSON, json);
  }

  private static String key(String json, String... parts) {
    ConcurrencyDefinition limit = ConcurrencyDefinition.of(1).withKey(parts);
    return new FlowExpressions(flow(limit, null, null, null)).key(limit.key(), data(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1} ~ [1]",
        "{\"a\": 1.0} ~ [1]",
        "{\"a\": 1e0} ~ [1]",
        "{\"a\": \"1\"} ~ [\"1\"]",
        "{\"a\": 100} ~ [100]",
        "{\"a\": -0.5} ~ [-0.5]",
        "{\"a\": 1e400} ~ [1E+400]",
        "{\"a\": true} ~ [true]",
        "{\"a\": null} ~ [null]",
        "{\"b\": 1} ~ [null]",
        "{\"a\": \"null\"} ~ [\"null\"]",
        "{\"a\": \"\"} ~ [\"\"]",
        "{\"a\": \"x\\\",\\\"y\"} ~ [\"x\\\",\\\"y\"]",
      })
  void aKeyHasTheTypeOfItsValue(String json, String expected) {
    assertThat(key(json, "event.data.a")).isEqualTo(expected);
  }

  @Test
  void aKeyMayHaveSeveralPartsAndExpressions() {
    String json = "{\"order\": {\"customer\": \"c1\"}, \"plan\": \"paid\"}";

    assertThat(key(json, "event.data.order.customer", "event.data.plan == 'paid'"))
        .isEqualTo("[\"c1\",true]");
    assertThat(key(json)).isEqualTo("[]");
  }

  @Test
  void aLongKeyIsADigestOfAllOfIt() {
    String one = key("{\"a\": \"" + "x".repeat(600) + "\"}", "event.data.a");
    String other = key("{\"a\": \"" + "x".repeat(599) + "y\"}", "event.data.a");

    assertThat(one).startsWith("sha-256 ").hasSize(72).isNotEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"n\": 7}', 7",
    "'{\"n\": 7.01}', 8",
    "'{\"n\": 0}', 1",
    "'{\"n\": -3}', 1",
    "'{\"n\": null}', 1",
    "{}, 1",
    "'{\"n\": \"7\"}', 1",
    "'{\"n\": 1e300}', 1000000000",
  })
  void aCostIsAWholeNumberOfUnitsFromOne(String json, long expected) {
    ThrottleDefinition throttle =
        ThrottleDefinition.of(1, Duration.ofSeconds(1)).withCost("event.data.n");

    FlowExpressions expressions = new FlowExpressions(flow(null, throttle, null, null));

    assertThat(expressions.cost(throttle, data(json))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"n\": 60}', 60",
    "'{\"n\": -60.9}', -60",
    "'{\"n\": 0.9}', 0",
    "'{\"n\": 43201}', 43200",
    "'{\"n\": -1e99}', -43200",
    "'{\"n\": null}', 0",
    "{}, 0",
    "'{\"n\": true}', 0",
  })
  void aPriorityIsBoundedAndNullIsZero(String json, int expected) {
    FlowExpressions expressions = new FlowExpressions(flow(null, null, null, "event.data.n"));

    assertThat(expressions.prioritySeconds(data(json))).isEqualTo(expected);
  }

  @Test
  void anEventForWhichTheConditionDoesNotHoldJoinsNoBatch() {
    BatchDefinition batch = BatchDefinition.of(2, Duration.ofSeconds(1));
    FlowExpressions some =
        new FlowExpressions(flow(null, null, batch.withCondition("event.data.n < 3"), null));
    FlowExpressions all = new FlowExpressions(flow(null, null, batch, null));

    assertThat(some.joinsBatch(data("{\"n\": 2}"))).isTrue();
    assertThat(some.joinsBatch(data("{\"n\": 3}"))).isFalse();
    assertThat(some.joinsBatch(data("{}"))).isFalse();
    assertThat(all.joinsBatch(data("{}"))).isTrue();
  }

  @Test
  void anEventIsRefusedIfAKeyOfItsFunctionCannotBeRead() {
    StoredFunction newer = new StoredFunction(
            "newer",
            List.of("wanted"),
            null,
            List.of(),
            List.of(),
            false,
            List.of(),
            null,
            null,
            FunctionDescription.NONE)
        .controlled(
            Duration.ofHours(24),
            flow(ConcurrencyDefinition.of(1).withKey("lower(event.data.a)"), null, null, null));
    Matching matching = new Matching(new StoredFunctions(1, List.of(newer), List.of()), JSON);
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    StoredEvent event = new StoredEvent("e1", "wanted", "{}", now);

    assertThatExceptionOfType(UnreadableConditionException.class)
        .isThrownBy(() -> matching.match(event, now, UUID::randomUUID))
        .withMessageContaining("lower(event.data.a)");
  }
}
