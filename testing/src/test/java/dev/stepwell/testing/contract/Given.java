package dev.stepwell.testing.contract;

import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.time.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the nouns that contracts speak of. */
public final class Given {
  static final ErrorInfo ERROR =
      new ErrorInfo("java.io.IOException", "the line is \"cut\" \u00e9", "trace", null, 0);

  private Given() {}

  static UUID id() {
    return Ids.next();
  }

  static StoredEvent event(String name, String data) {
    return new StoredEvent(
        id().toString(), name, data, Instant.parse("2026-01-02T03:04:05.000006Z"));
  }

  /** A function that these events start. */
  public static StoredFunction function(String id, String... events) {
    return new StoredFunction(
        id,
        List.of(events),
        null,
        List.of(),
        List.of(),
        false,
        List.of(),
        null,
        null,
        FunctionDescription.NONE);
  }

  static StoredFunction replacing(String id, String... replaced) {
    return new StoredFunction(
        id,
        List.of("shop/placed"),
        null,
        List.of(),
        List.of(),
        false,
        List.of(replaced),
        null,
        null,
        FunctionDescription.NONE);
  }

  static MatchKey key(String event, String value) {
    return new MatchKey(event, "{\"key\":\"" + value + "\"}");
  }

  static NewRun run(String functionId) {
    return new NewRun(id(), functionId, List.of(), false, null, null);
  }

  /** A run whose id contains this time. */
  static NewRun runAt(Instant time, String functionId) {
    UUID id = new UUID(time.toEpochMilli() << 16 | 0x7000, id().getLeastSignificantBits());
    return new NewRun(id, functionId, List.of(), false, null, null);
  }

  static NewRun taken(String functionId) {
    return new NewRun(id(), functionId, List.of(), true, null, null);
  }

  static NewRun cancellable(String functionId, MatchKey... cancelledBy) {
    return new NewRun(id(), functionId, List.of(cancelledBy), false, null, null);
  }

  static NewRun ordered(String functionId, String idempotencyKey) {
    return new NewRun(id(), functionId, List.of(), false, idempotencyKey, null);
  }

  static NewRun ruled(String functionId, StartRules rules) {
    return new NewRun(id(), functionId, List.of(), false, null, null, rules);
  }

  /** A run that a rate limit has to accept. */
  static NewRun limited(String functionId, RateLimitDefinition limit, String key) {
    return ruled(
        functionId,
        new StartRules(null, null, null, new StartRules.Keyed<>(limit, key), null, null));
  }

  /** A run of a singleton. */
  static NewRun single(String functionId, SingletonDefinition singleton, String key) {
    return ruled(
        functionId,
        new StartRules(null, null, null, null, new StartRules.Keyed<>(singleton, key), null));
  }

  /** A run that a bound on the backlog applies to. */
  static NewRun bounded(String functionId, MaxWaitingDefinition bound, String key, boolean exempt) {
    return ruled(
        functionId,
        new StartRules(null, null, null, null, null, new StartRules.Bounded(bound, key, exempt)));
  }

  /** A run that counts as older by this number of seconds. */
  static NewRun prioritised(String functionId, int seconds) {
    return ruled(functionId, new StartRules(null, null, null, null, null, null, seconds));
  }

  /** A run that waits for the last of several events. */
  static NewRun debounced(
      String functionId, DebounceDefinition debounce, String key, MatchKey... cancelledBy) {
    StartRules rules =
        new StartRules(null, new StartRules.Keyed<>(debounce, key), null, null, null, null);
    return new NewRun(id(), functionId, List.of(cancelledBy), false, null, null, rules);
  }

  /** A run that gathers events. */
  static NewRun batched(String functionId, BatchDefinition batch, String key, boolean joins) {
    return ruled(
        functionId,
        new StartRules(null, null, new StartRules.Gathering(batch, key, joins), null, null, null));
  }

  /** The same run under these rules. */
  static NewRun ruled(NewRun run, StartRules rules) {
    return new NewRun(
        run.id(), run.functionId(), run.cancelledBy(), false, null, run.caller(), rules);
  }

  static NewRun invoked(String functionId, UUID caller, String stepId) {
    return new NewRun(id(), functionId, List.of(), false, null, new Caller(caller, stepId));
  }

  static Dispatch deferred(Dispatch dispatch, Effects effects, Instant dueAt) {
    return new Dispatch(
        dispatch.event(),
        dispatch.starts(),
        dispatch.cancels(),
        dispatch.wakes(),
        dispatch.functionsVersion(),
        new Deferral(effects, dueAt));
  }

  /** An event that ends waits by these keys, once it is settled. */
  static Dispatch waking(StoredEvent event, long version, MatchKey... keys) {
    return new Dispatch(
        event,
        List.of(),
        List.of(),
        List.of(keys),
        version,
        new Deferral(Effects.WAKES, event.time()));
  }

  static StepRecord completed(String id, @Nullable String result, Instant now) {
    return new StepRecord(
        id, StepKind.STEP, StepStatus.COMPLETED, 1, null, result, null, null, now, now, null);
  }

  static StepRecord retrying(String id, int attempts, Instant dueAt, Instant now) {
    return new StepRecord(
        id, StepKind.STEP, StepStatus.RETRYING, attempts, null, null, ERROR, dueAt, now, now, null);
  }

  static StepRecord failed(String id, int attempts, Instant now) {
    return new StepRecord(
        id, StepKind.STEP, StepStatus.FAILED, attempts, null, null, ERROR, null, now, now, null);
  }

  static StepRecord waiting(String id, StepKind kind, @Nullable Instant dueAt, Instant now) {
    return new StepRecord(id, kind, StepStatus.WAITING, 0, null, null, null, dueAt, now, now, null);
  }
}
