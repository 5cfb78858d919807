package dev.stepwell.lock;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a function store, or those of its failure handler.
 *
 * @param id the id under which they are stored
 * @param name that id without the version
 * @param version the version of the function
 * @param was its former ids
 * @param events the names of the events that start it
 * @param condition the condition on such an event, empty for none; null in locks of earlier releases
 * @param crons its cron expressions
 * @param cancelOn what cancels its runs; null in locks of earlier releases
 * @param limits how its runs are limited, delayed, put together and ordered; null for none, and in locks of earlier releases
 * @param data the JSON schema of its event; null if no event of the user starts it
 * @param complete whether all steps are known
 * @param steps its steps
 */
record LockedFunction(
    String id,
    String name,
    int version,
    List<String> was,
    List<String> events,
    @Nullable String condition,
    List<String> crons,
    @Nullable List<LockedCancel> cancelOn,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<LockedLimit> limits,
    @Nullable JsonNode data,
    boolean complete,
    List<LockedStep> steps) {
  private static final List<String> ENDINGS = List.of(":on-failure", ":on-cancel");

  /** The same with other steps. */
  LockedFunction withSteps(List<LockedStep> others) {
    return new LockedFunction(
        id, name, version, was, events, condition, crons, cancelOn, limits, data, complete, others);
  }

  /** What the limit or part of this name says; nothing if there is none. */
  Optional<String> limit(String limit) {
    return limits == null
        ? Optional.empty()
        : limits.stream()
            .filter(one -> one.name().equals(limit))
            .map(LockedLimit::says)
            .findFirst();
  }

  /** The id of the function whose failures or cancellations this method handles; empty for a function itself. */
  Optional<String> failing() {
    return ENDINGS.stream()
        .filter(id::endsWith)
        .map(ending -> id.substring(0, id.length() - ending.length()))
        .findFirst();
  }

  /** The step that owns what is stored under this id, which is its current or a former id. */
  Optional<LockedStep> step(String stored) {
    return steps.stream()
        .filter(step -> step.id().equals(stored))
        .findFirst()
        .or(() -> steps.stream().filter(step -> step.was().contains(stored)).findFirst());
  }
}
