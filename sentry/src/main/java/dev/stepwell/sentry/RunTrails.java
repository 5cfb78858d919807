package dev.stepwell.sentry;

import dev.stepwell.runtime.middleware.RunInfo;
import io.sentry.IScopes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The runs that this process executes, and what it remembers of those that are parked. */
final class RunTrails {
  private static final int MAX_PARKED = 1_000;

  private final Map<UUID, RunTrail> executing = new ConcurrentHashMap<>();
  private final Map<UUID, RunTrail> parked = new LinkedHashMap<>();

  RunTrail begin(RunInfo run, IScopes scopes) {
    RunTrail trail = new RunTrail(run, scopes, unpark(run.runId()));
    executing.put(run.runId(), trail);
    return trail;
  }

  @Nullable
  RunTrail of(RunInfo run) {
    return executing.get(run.runId());
  }

  /** Ends an execution; the run may be over, or parked. */
  void end(RunTrail trail, boolean over) {
    UUID run = trail.run().runId();
    executing.remove(run, trail);
    if (!over) {
      park(run, trail);
    }
  }

  private synchronized @Nullable RunTrail unpark(UUID run) {
    return parked.remove(run);
  }

  private synchronized void park(UUID run, RunTrail trail) {
    parked.put(run, trail);
    if (parked.size() > MAX_PARKED) {
      parked.remove(parked.keySet().iterator().next());
    }
  }
}
