package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;

/** How a run leaves its worker. */
public sealed interface RunEnd {
  /** The run. */
  UUID runId();

  /** The flow returned. */
  record Completed(UUID runId, String output, boolean cancellable) implements RunEnd {}

  /** The flow threw. */
  record Failed(UUID runId, ErrorInfo error, boolean cancellable, Dispatch dispatch)
      implements RunEnd {}

  /** The run is parked, and is due again at a time. */
  record Parked(UUID runId, Instant until) implements RunEnd {}
}
