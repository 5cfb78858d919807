package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.CancelKey;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Says what an event sets off: the runs that it starts and the runs that it cancels. */
public final class Matching {
  /** The event that tells of a failed run. */
  public static final String FUNCTION_FAILED = "stepwell/function.failed";

  private final Json json;
  private final long version;
  private final Map<String, StoredFunction> byId = new TreeMap<>();
  private final Map<String, List<StoredFunction>> byTrigger = new TreeMap<>();
  private final Map<String, Set<List<String>>> cancelFields = new TreeMap<>();

  /** Matches by these functions. */
  public Matching(StoredFunctions functions, Json json) {
    this.json = json;
    this.version = functions.version();
    for (StoredFunction function : functions.functions()) {
      byId.put(function.id(), function);
      byTrigger.computeIfAbsent(function.event(), name -> new ArrayList<>()).add(function);
      for (StoredFunction.CancelOn cancelOn : function.cancelOn()) {
        cancelFields
            .computeIfAbsent(cancelOn.event(), name -> new LinkedHashSet<>())
            .add(cancelOn.match());
      }
    }
  }

  /** The version of the functions by which this matches. */
  public long version() {
    return version;
  }

  /** The names of the events that something listens to. */
  public Set<String> events() {
    Set<String> events = new TreeSet<>(byTrigger.keySet());
    events.addAll(cancelFields.keySet());
    return events;
  }

  /**
   * What this event sets off.
   *
   * @param ids makes the ids of the runs
   * @param take says of a function whether its run is to be taken by the sender's own worker
   */
  public Dispatch match(Event event, Supplier<UUID> ids, Predicate<String> take) {
    List<NewRun> starts = new ArrayList<>();
    for (StoredFunction function : byTrigger.getOrDefault(event.name(), List.of())) {
      starts.add(new NewRun(
          ids.get(), function.id(), cancelKeys(function, event), take.test(function.id())));
    }
    List<CancelKey> cancels = new ArrayList<>();
    for (List<String> fields : cancelFields.getOrDefault(event.name(), Set.of())) {
      String key = json.key(event.data(), fields);
      if (key != null) {
        cancels.add(new CancelKey(event.name(), key));
      }
    }
    return new Dispatch(event, starts, cancels, version);
  }

  /**
   * What a failed run sets off: the functions that listen to {@link #FUNCTION_FAILED}, and the failure function of its own. The
   * failure of a function that was itself started by a failure sets off nothing, for else it could go on for ever.
   *
   * @param startedBy the event that had started the run
   */
  public Dispatch matchFailed(
      Event failed, String functionId, Event startedBy, Supplier<UUID> ids) {
    if (startedBy.name().equals(FUNCTION_FAILED)) {
      return new Dispatch(failed, List.of(), List.of(), version);
    }
    Dispatch dispatch = match(failed, ids, id -> false);
    StoredFunction function = byId.get(functionId);
    if (function == null || !function.onFailure()) {
      return dispatch;
    }
    List<NewRun> starts = new ArrayList<>(dispatch.starts());
    starts.add(new NewRun(ids.get(), function.failureFunctionId(), List.of(), false));
    return new Dispatch(failed, starts, dispatch.cancels(), version);
  }

  private List<CancelKey> cancelKeys(StoredFunction function, Event event) {
    List<CancelKey> keys = new ArrayList<>();
    for (StoredFunction.CancelOn cancelOn : function.cancelOn()) {
      String key = json.key(event.data(), cancelOn.match());
      if (key != null) {
        keys.add(new CancelKey(cancelOn.event(), key));
      }
    }
    return keys;
  }
}
