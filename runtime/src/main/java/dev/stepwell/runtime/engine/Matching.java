package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.codec.EventData;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.FlowLimits;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import dev.stepwell.runtime.model.WaitShape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Determines the effects of an event: the runs that it starts, the runs that it cancels, and the waits that it ends.
 * Keys are computed from the data as sent; the event of a {@link Dispatch} has the stored form of the data.
 */
public final class Matching {
  /** Times closer than this count as now, because the clocks of processes differ slightly. */
  private static final Duration NOW = Duration.ofMillis(20);

  private final Json json;
  private final long version;
  private final Map<String, StoredFunction> byId = new TreeMap<>();
  private final Map<String, List<StoredFunction>> byTrigger = new TreeMap<>();
  private final Map<String, Set<List<String>>> cancelFields = new TreeMap<>();
  private final Map<String, Set<List<String>>> waitFields = new TreeMap<>();
  private final Set<String> limited = new TreeSet<>();
  private final Set<String> withLimitedSteps = new TreeSet<>();
  private final Conditions conditions;
  private final StartRuleValues rules;

  /** Matches with these functions. */
  public Matching(StoredFunctions functions, Json json) {
    this.json = json;
    this.version = functions.version();
    this.conditions = new Conditions(json);
    this.rules = new StartRuleValues(json, conditions);
    for (StoredFunction function : functions.functions()) {
      byId.put(function.id(), function);
      if (function.replacedBy() == null) {
        for (String event : function.events()) {
          byTrigger.computeIfAbsent(event, name -> new ArrayList<>()).add(function);
        }
      }
      if (FlowLimits.areOn(function)) {
        limited.add(function.id());
      }
      if (FlowLimits.areOnStepsOf(function)) {
        withLimitedSteps.add(function.id());
      }
      addCancellations(function);
      conditions.add(function);
    }
    for (WaitShape shape : functions.waits()) {
      add(waitFields, shape.event(), shape.fields());
    }
  }

  private void addCancellations(StoredFunction function) {
    for (StoredFunction.CancelOn cancelOn : function.cancelOn()) {
      if (cancelOn.condition() == null) {
        add(cancelFields, cancelOn.event(), cancelOn.match());
      }
    }
  }

  private static void add(Map<String, Set<List<String>>> to, String event, List<String> fields) {
    to.computeIfAbsent(event, name -> new LinkedHashSet<>()).add(fields);
  }

  /** The version of these functions. */
  public long version() {
    return version;
  }

  /** The names of the events with listeners. */
  public Set<String> events() {
    Set<String> events = new TreeSet<>(byTrigger.keySet());
    events.addAll(cancelFields.keySet());
    events.addAll(conditions.cancellingEvents());
    events.addAll(waitFields.keySet());
    return events;
  }

  /** Whether another function replaces this one, so that it starts no more runs. */
  public boolean isReplaced(String functionId) {
    StoredFunction function = byId.get(functionId);
    return function != null && function.replacedBy() != null;
  }

  /** Whether the function is called with batches of events. */
  boolean isBatched(String functionId) {
    StoredFunction function = byId.get(functionId);
    return function != null && function.flowControl().batch() != null;
  }

  /** The functions whose new runs are claimed under limits. */
  public Set<String> limitedFunctions() {
    return limited;
  }

  /** The functions that have steps with limits of their own. */
  public Set<String> functionsWithLimitedSteps() {
    return withLimitedSteps;
  }

  /** Whether parallel branches of the function's runs need slots of its own limits. */
  boolean limitsAttempts(String functionId) {
    StoredFunction function = byId.get(functionId);
    return function != null && !function.flowControl().concurrency().isEmpty();
  }

  /**
   * What an attempt of a step takes of the limits of that step; nothing if it has none.
   *
   * @param eventData the data of the event that started the run
   */
  List<RunLimits.Use> limitsOfStep(String functionId, String stepId, String eventData) {
    StoredFunction function = byId.get(functionId);
    FlowExpressions flow = conditions.flow(functionId);
    if (function == null || flow == null) {
      return List.of();
    }
    return function.flowControl().steps().stream()
        .filter(step -> step.stepId().equals(stepId))
        .findFirst()
        .map(step -> RunLimitKeys.ofStep(function, step, flow, new EventData(json, eventData)))
        .orElse(List.of());
  }

  /** Whether something listens to events of this name. */
  public boolean isHeard(String event) {
    return byTrigger.containsKey(event)
        || cancelFields.containsKey(event)
        || conditions.cancellingEvents().contains(event)
        || waitFields.containsKey(event);
  }

  /**
   * The effects of this event: all at its time, if in the future; otherwise now, except that waits end after the event is stored.
   *
   * @param ids generates the ids of the runs, which any worker claims
   */
  public Dispatch match(StoredEvent event, Instant now, Supplier<UUID> ids) {
    return matchForWorker(event, now, ids).takingNone();
  }

  /** Like {@link #match}; the runs that nothing holds back are for the sender's worker, if it has room. */
  public Dispatch matchForWorker(StoredEvent event, Instant now, Supplier<UUID> ids) {
    if (event.time().isAfter(now.plus(NOW))) {
      return new Dispatch(
          json.stored(event),
          List.of(),
          List.of(),
          List.of(),
          version,
          new Deferral(Effects.ALL, event.time()));
    }
    conditions.demandReadable(event);
    List<MatchKey> wakes = keys(waitFields, event);
    return new Dispatch(
        json.stored(event),
        starts(event, ids),
        cancels(event),
        wakes,
        version,
        wakes.isEmpty() ? null : new Deferral(Effects.WAKES, now));
  }

  /** Like {@link #match}, for a transaction that may stay open: effects on existing runs are deferred. */
  public Dispatch matchInTransaction(StoredEvent event, Instant now, Supplier<UUID> ids) {
    Dispatch all = match(event, now, ids);
    if (all.cancels().isEmpty()) {
      return all;
    }
    return new Dispatch(
        all.event(),
        all.starts(),
        List.of(),
        all.wakes(),
        version,
        new Deferral(Effects.CANCELS, now));
  }

  /** The deferred effects of an event that are now due. */
  public Dispatch matchDeferred(StoredEvent event, Effects effects, Supplier<UUID> ids) {
    conditions.demandReadable(event);
    Dispatch due = new Dispatch(
        event,
        effects == Effects.ALL ? starts(event, ids) : List.of(),
        effects == Effects.WAKES ? List.of() : cancels(event),
        keys(waitFields, event),
        version,
        null);
    return due.takingNone();
  }

  /** The effects of an invocation: a run of that function, whose end the caller waits for. */
  public Dispatch invoke(StoredEvent event, String functionId, Caller caller, UUID runId) {
    conditions.demandReadable(functionId);
    StoredFunction function = byId.get(functionId);
    List<MatchKey> cancelledBy = function == null ? List.of() : cancelKeys(function, event);
    NewRun run = new NewRun(
        runId,
        functionId,
        cancelledBy,
        false,
        null,
        caller,
        function == null ? null : rules.ofOther(function, event),
        limits(function, event));
    return new Dispatch(json.stored(event), List.of(run), List.of(), List.of(), version, null);
  }

  /** A further run of a function for an event. */
  public NewRun again(StoredEvent event, String functionId, UUID runId) {
    conditions.demandReadable(functionId);
    StoredFunction function = byId.get(functionId);
    List<MatchKey> cancelledBy = function == null ? List.of() : cancelKeys(function, event);
    return new NewRun(
        runId,
        functionId,
        cancelledBy,
        false,
        null,
        null,
        function == null ? null : rules.ofOther(function, event),
        limits(function, event));
  }

  /** The effects of a tick of a function's cron: a run of that function; null if it starts no more runs. */
  public @Nullable Dispatch tick(StoredEvent event, String functionId, UUID runId) {
    return isReplaced(functionId)
        ? null
        : new Dispatch(
            event, List.of(again(event, functionId, runId)), List.of(), List.of(), version, null);
  }

  /**
   * The effects of a failed run: those of {@link SystemEvents#FAILED}, and a run of its failure handler.
   *
   * @param startedBy the event that started the run
   */
  public Dispatch matchFailed(
      StoredEvent failed, String functionId, StoredEvent startedBy, Supplier<UUID> ids) {
    if (!SystemEvents.isToldOf(startedBy)) {
      return new Dispatch(json.stored(failed), List.of(), List.of(), List.of(), version, null);
    }
    Dispatch dispatch = match(failed, failed.time(), ids);
    StoredFunction function = byId.get(functionId);
    if (function == null || !function.onFailure()) {
      return dispatch;
    }
    List<NewRun> starts = new ArrayList<>(dispatch.starts());
    starts.add(new NewRun(ids.get(), function.failureFunctionId(), List.of(), false, null, null));
    return new Dispatch(
        dispatch.event(),
        starts,
        dispatch.cancels(),
        dispatch.wakes(),
        version,
        dispatch.deferred());
  }

  private List<NewRun> starts(StoredEvent event, Supplier<UUID> ids) {
    List<StoredFunction> functions = byTrigger.getOrDefault(event.name(), List.of());
    List<NewRun> starts = new ArrayList<>(functions.size());
    for (StoredFunction function : functions) {
      if (conditions.starts(function, event)) {
        starts.add(start(function, event, ids.get()));
      }
    }
    return starts;
  }

  private NewRun start(StoredFunction function, StoredEvent event, UUID id) {
    StartRules startRules = rules.ofSent(function, event);
    RunLimits limits = limits(function, event);
    boolean startsAtOnce = function.idempotencyKey().isEmpty()
        && !function.isPaused()
        && (startRules == null || !startRules.decideStart());
    return new NewRun(
        id,
        function.id(),
        cancelKeys(function, event),
        startsAtOnce,
        idempotencyKey(function, event),
        null,
        startRules,
        limits);
  }

  private @Nullable RunLimits limits(@Nullable StoredFunction function, StoredEvent event) {
    FlowExpressions flow = function == null ? null : conditions.flow(function.id());
    return function == null || flow == null
        ? null
        : RunLimitKeys.of(function, flow, new EventData(json, event.data()));
  }

  private @Nullable String idempotencyKey(StoredFunction function, StoredEvent event) {
    return function.idempotencyKey().isEmpty()
        ? null
        : json.key(event.data(), function.idempotencyKey());
  }

  /** The keys of an event, for each set of fields that listeners match. */
  private List<MatchKey> keys(Map<String, Set<List<String>>> fieldsOf, StoredEvent event) {
    List<MatchKey> keys = new ArrayList<>();
    for (List<String> fields : fieldsOf.getOrDefault(event.name(), Set.of())) {
      String key = json.key(event.data(), fields);
      if (key != null) {
        keys.add(new MatchKey(event.name(), key));
      }
    }
    return keys;
  }

  /** The keys of the runs that this event cancels. */
  private List<MatchKey> cancels(StoredEvent event) {
    List<MatchKey> keys = keys(cancelFields, event);
    keys.addAll(conditions.ofCancelling(event));
    return keys;
  }

  /** The keys under which a run of this function for this event can be cancelled, each once. */
  private List<MatchKey> cancelKeys(StoredFunction function, StoredEvent event) {
    List<MatchKey> keys = new ArrayList<>(conditions.ofRun(function, event));
    for (StoredFunction.CancelOn cancelOn : function.cancelOn()) {
      String key = cancelOn.condition() == null ? json.key(event.data(), cancelOn.match()) : null;
      if (key != null) {
        keys.add(new MatchKey(cancelOn.event(), key));
      }
    }
    return keys.size() < 2 ? keys : keys.stream().distinct().toList();
  }
}
