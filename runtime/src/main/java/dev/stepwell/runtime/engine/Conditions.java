package dev.stepwell.runtime.engine;

import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.condition.Alternative;
import dev.stepwell.contract.condition.ConditionException;
import dev.stepwell.contract.condition.Evaluation;
import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Parser;
import dev.stepwell.runtime.codec.EventData;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.UnreadableConditionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The conditions of functions, and the keys, costs and priorities of their flow control, each read once. */
final class Conditions {
  private final Json json;
  private final Map<String, Expression> starting = new HashMap<>();
  private final Map<String, FlowExpressions> flows = new HashMap<>();
  private final Map<String, List<CancelCondition>> ofRuns = new HashMap<>();
  private final Map<String, List<CancelCondition>> cancelling = new HashMap<>();

  /** The errors of events and functions with conditions that cannot be parsed. */
  private final Map<String, Supplier<UnreadableConditionException>> unreadableEvents =
      new HashMap<>();

  private final Map<String, Supplier<UnreadableConditionException>> unreadableFunctions =
      new HashMap<>();

  Conditions(Json json) {
    this.json = json;
  }

  /** Adds those of a function. */
  void add(StoredFunction function) {
    String start = function.condition();
    if (start != null) {
      read(function, start, () -> starting.put(function.id(), Parser.parse(start)));
    }
    FlowControl flow = function.flowControl();
    if (!flow.equals(FlowControl.NONE)) {
      read(function, flow.toString(), () -> flows.put(function.id(), new FlowExpressions(flow)));
    }
    for (StoredFunction.CancelOn cancelOn : function.cancelOn()) {
      String condition = cancelOn.condition();
      if (condition != null) {
        read(function, condition, () -> addCancel(function, cancelOn.event(), condition));
      }
    }
  }

  private void addCancel(StoredFunction function, String event, String condition) {
    CancelCondition cancel = new CancelCondition(event, Alternative.of(Parser.parse(condition)));
    ofRuns.computeIfAbsent(function.id(), id -> new ArrayList<>()).add(cancel);
    cancelling.computeIfAbsent(event, name -> new ArrayList<>()).add(cancel);
  }

  private void read(StoredFunction function, String condition, Runnable reading) {
    try {
      reading.run();
    } catch (ConditionException e) {
      Supplier<UnreadableConditionException> refusal =
          () -> new UnreadableConditionException(function.id(), condition, e);
      unreadableFunctions.put(function.id(), refusal);
      function.events().forEach(event -> unreadableEvents.put(event, refusal));
      function.cancelOn().forEach(cancelOn -> unreadableEvents.put(cancelOn.event(), refusal));
    }
  }

  /**
   * Rejects an event whose effects cannot be determined.
   *
   * @throws UnreadableConditionException if a function that listens to it has a condition that cannot be read
   */
  void demandReadable(StoredEvent event) {
    demand(unreadableEvents.get(event.name()));
  }

  /**
   * Rejects a run whose cancellations cannot be determined.
   *
   * @throws UnreadableConditionException if the function has a condition that cannot be read
   */
  void demandReadable(String functionId) {
    demand(unreadableFunctions.get(functionId));
  }

  private static void demand(@Nullable Supplier<UnreadableConditionException> refusal) {
    if (refusal != null) {
      throw refusal.get();
    }
  }

  /** The keys, costs and priorities of a function; null if it has no flow control. */
  @Nullable
  FlowExpressions flow(String functionId) {
    return flows.get(functionId);
  }

  /** The names of the events that cancel by a condition. */
  Set<String> cancellingEvents() {
    return cancelling.keySet();
  }

  /** Whether an event starts this function, whose trigger it is. */
  boolean starts(StoredFunction function, StoredEvent event) {
    Expression condition = starting.get(function.id());
    return condition == null || Evaluation.holds(condition, new EventData(json, event.data()));
  }

  /** The keys of the cancellations by condition of this function's runs for this event. */
  List<MatchKey> ofRun(StoredFunction function, StoredEvent event) {
    return keys(ofRuns.get(function.id()), event, CancelCondition::ofRun);
  }

  /** The keys of the runs that this event cancels by condition, each once. */
  List<MatchKey> ofCancelling(StoredEvent event) {
    return keys(cancelling.get(event.name()), event, CancelCondition::ofCancelling);
  }

  private List<MatchKey> keys(
      @Nullable List<CancelCondition> conditions,
      StoredEvent event,
      BiFunction<CancelCondition, Evaluation.Data, Stream<MatchKey>> keys) {
    if (conditions == null) {
      return List.of();
    }
    Evaluation.Data data = new EventData(json, event.data());
    return conditions.stream()
        .flatMap(condition -> keys.apply(condition, data))
        .map(key -> new MatchKey(key.event(), json.storedKey(key.key())))
        .distinct()
        .toList();
  }
}
