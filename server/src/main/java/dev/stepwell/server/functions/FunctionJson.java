package dev.stepwell.server.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.UnattendedFunction;
import dev.stepwell.server.http.HttpJson;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function as JSON.
 *
 * @param events the names of the events that start it
 * @param condition what must hold of such an event for it to start a run; null for nothing
 * @param crons the cron expressions that start it
 * @param retries how often a step is tried again that does not say otherwise
 * @param startTimeoutMillis how long after its creation a run may start; null for no limit
 * @param finishTimeoutMillis how long after its start a run may end; null for no limit
 * @param onFailure whether its failure is handled by a function
 * @param onCancel whether the cancellation of its runs is handled by a function
 * @param replacedBy the id of the function in whose favour it starts no more runs; null if it starts some
 * @param pausedAt since when it is paused; null if it is not
 * @param workers how many living workers know it
 * @param unattendedSince since when no live worker executes it; null if one does
 * @param waitingRuns how many of its runs wait for a worker, counted up to 10,000; null if a live worker executes it
 * @param graph the steps and the paths between them, as the compiler has written them
 */
record FunctionJson(
    String id,
    List<String> events,
    @Nullable String condition,
    List<FunctionDescription.Cron> crons,
    List<String> idempotencyKey,
    List<StoredFunction.CancelOn> cancelOn,
    boolean onFailure,
    boolean onCancel,
    int retries,
    @Nullable Long startTimeoutMillis,
    @Nullable Long finishTimeoutMillis,
    @Nullable String replacedBy,
    @Nullable String pausedAt,
    int workers,
    @Nullable String unattendedSince,
    @Nullable Integer waitingRuns,
    List<Step> steps,
    JsonNode graph) {
  static FunctionJson of(
      StoredFunction function,
      boolean onCancel,
      int workers,
      @Nullable UnattendedFunction unattended) {
    FunctionDescription description = function.description();
    return new FunctionJson(
        function.id(),
        function.events(),
        function.condition(),
        description.crons(),
        function.idempotencyKey(),
        function.cancelOn(),
        function.onFailure(),
        onCancel,
        description.retries(),
        millis(description.startTimeout()),
        millis(description.finishTimeout()),
        function.replacedBy(),
        HttpJson.time(function.pausedAt()),
        workers,
        unattended == null ? null : unattended.since().toString(),
        unattended == null ? null : unattended.waiting(),
        description.steps().stream().map(Step::of).toList(),
        HttpJson.tree(description.graph()));
  }

  /** How a step is attempted. */
  record Step(String id, int retries, @Nullable Long timeoutMillis) {
    static Step of(FunctionDescription.StepOptions step) {
      return new Step(step.id(), step.retries(), millis(step.timeout()));
    }
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
