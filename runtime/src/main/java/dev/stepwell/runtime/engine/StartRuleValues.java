package dev.stepwell.runtime.engine;

import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.contract.condition.Evaluation;
import dev.stepwell.runtime.codec.EventData;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StartRules.Bounded;
import dev.stepwell.runtime.model.StartRules.Gathering;
import dev.stepwell.runtime.model.StartRules.Keyed;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Evaluates the rules on starts of functions for events. */
final class StartRuleValues {
  private final Json json;
  private final Conditions conditions;

  StartRuleValues(Json json, Conditions conditions) {
    this.json = json;
    this.conditions = conditions;
  }

  /** The rules for a run that an event starts; null if none apply. */
  @Nullable
  StartRules ofSent(StoredFunction function, StoredEvent event) {
    FlowExpressions values = conditions.flow(function.id());
    Duration period = function.idempotencyPeriod();
    Duration special = period.equals(FunctionDefinition.IDEMPOTENCY_PERIOD) ? null : period;
    if (values == null) {
      return special == null ? null : new StartRules(special, null, null, null, null, null);
    }
    FlowControl flow = function.flowControl();
    Evaluation.Data data = new EventData(json, event.data());
    DebounceDefinition debounce = flow.debounce();
    BatchDefinition batch = flow.batch();
    RateLimitDefinition rateLimit = flow.rateLimit();
    MaxWaitingDefinition bound = flow.maxWaiting();
    return applying(new StartRules(
        special,
        debounce == null ? null : new Keyed<>(debounce, values.key(debounce.key(), data)),
        batch == null
            ? null
            : new Gathering(batch, values.key(batch.key(), data), values.joinsBatch(data)),
        rateLimit == null ? null : new Keyed<>(rateLimit, values.key(rateLimit.key(), data)),
        singleton(flow, values, data),
        bound == null ? null : new Bounded(bound, values.key(bound.key(), data), false),
        values.prioritySeconds(data)));
  }

  /** The rules for a run that a cron expression, an invocation or a rerun starts: nothing delays it or keeps it out but a live run. */
  @Nullable
  StartRules ofOther(StoredFunction function, StoredEvent event) {
    FlowExpressions values = conditions.flow(function.id());
    if (values == null) {
      return null;
    }
    FlowControl flow = function.flowControl();
    Evaluation.Data data = new EventData(json, event.data());
    MaxWaitingDefinition bound = flow.maxWaiting();
    return applying(new StartRules(
        null,
        null,
        null,
        null,
        singleton(flow, values, data),
        bound == null ? null : new Bounded(bound, values.key(bound.key(), data), true),
        values.prioritySeconds(data)));
  }

  private static @Nullable Keyed<SingletonDefinition> singleton(
      FlowControl flow, FlowExpressions values, Evaluation.Data data) {
    SingletonDefinition singleton = flow.singleton();
    return singleton == null ? null : new Keyed<>(singleton, values.key(singleton.key(), data));
  }

  private static @Nullable StartRules applying(StartRules rules) {
    return rules.decideStart() || rules.idempotencyPeriod() != null ? rules : null;
  }
}
