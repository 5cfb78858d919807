package dev.stepwell.sentry;

import dev.stepwell.runtime.middleware.RunInfo;
import io.sentry.IScopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The runs that this process executes, and the failed attempts of some that are parked: a bounded number of short texts. */
final class RunTrails {
  private static final int MAX_PARKED = 1_000;

  private final Map<UUID, RunTrail> executing = new ConcurrentHashMap<>();
  private final Map<UUID, List<AttemptFailure>> parked = new LinkedHashMap<>();
  private final LoggedFailures logged = new LoggedFailures();

  RunTrail begin(RunInfo run, IScopes scopes) {
    RunTrail trail = new RunTrail(run, scopes, unpark(run.runId()));
    executing.put(run.runId(), trail);
    return trail;
  }

  @Nullable
  RunTrail of(RunInfo run) {
    return executing.get(run.runId());
  }

  /** What the log says of the runs that are reported. */
  LoggedFailures logged() {
    return logged;
  }

  /** Ends an execution; the run may be over, or parked. */
  void end(RunTrail trail, boolean over) {
    UUID run = trail.run().runId();
    executing.remove(run, trail);
    List<AttemptFailure> failed = trail.failed();
    if (!over && !failed.isEmpty()) {
      park(run, failed);
    }
  }

  private synchronized List<AttemptFailure> unpark(UUID run) {
    return Objects.requireNonNullElse(parked.remove(run), List.of());
  }

  private synchronized void park(UUID run, List<AttemptFailure> failed) {
    parked.put(run, failed);
    if (parked.size() > MAX_PARKED) {
      parked.remove(parked.keySet().iterator().next());
    }
  }
}
