package dev.stepwell.polaris;

import dev.stepwell.polaris.DemoRuns.EndedStep;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Remembers the runs and attempts of this process, for a server whose API does not list steps. */
final class AttemptLog implements Middleware {
  /** The MDC key of a run's id on the server. */
  private static final String SERVER_ID = "inngest.run";

  private final Map<String, Called> runs = new ConcurrentHashMap<>();
  private final Map<UUID, Map<String, EndedStep>> steps = new ConcurrentHashMap<>();

  /**
   * A run that the server has called.
   *
   * @param run the run
   * @param serverId its id on the server
   */
  record Called(RunInfo run, String serverId) {}

  @Override
  public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
    runs.put(run.event().id(), new Called(run, String.valueOf(MDC.get(SERVER_ID))));
    return next.proceed(run.event());
  }

  @Override
  public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
    Instant startedAt = Instant.now();
    boolean succeeded = false;
    try {
      Object result = next.proceed();
      succeeded = true;
      return result;
    } finally {
      add(step, succeeded, Duration.between(startedAt, Instant.now()).toMillis());
    }
  }

  private void add(StepInfo step, boolean succeeded, long millis) {
    Map<String, EndedStep> known =
        steps.computeIfAbsent(step.run().runId(), run -> new LinkedHashMap<>());
    synchronized (known) {
      known.put(
          step.stepId(),
          new EndedStep(step.stepId(), succeeded ? "completed" : "failed", step.attempt(), millis));
    }
  }

  /** The run that this event has started; null if it was not called yet. */
  @Nullable
  Called startedBy(String eventId) {
    return runs.get(eventId);
  }

  /** The steps of a run that were attempted in this process. */
  List<EndedStep> steps(UUID runId) {
    Map<String, EndedStep> known = steps.getOrDefault(runId, Map.of());
    synchronized (known) {
      return List.copyOf(known.values());
    }
  }
}
