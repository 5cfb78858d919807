package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a run leaves its worker. */
public sealed interface RunEnd {
  /** The run. */
  UUID runId();

  /** The event that tells of it; null for none. */
  default @Nullable Dispatch tells() {
    return null;
  }

  /**
   * The flow returned.
   *
   * @param output the result as JSON text
   * @param listens whether there are events that would cancel or wake the run
   * @param tells the event that says so, if anybody listens to it; else null
   */
  record Completed(
      UUID runId, String output, boolean listens, @Nullable Dispatch tells) implements RunEnd {}

  /**
   * The flow threw.
   *
   * @param listens whether there are events that would cancel or wake the run
   * @param tells the event that says so
   */
  record Failed(UUID runId, ErrorInfo error, boolean listens, Dispatch tells) implements RunEnd {}

  /**
   * The run's time was up.
   *
   * @param by what {@link Run#cancelledBy} is to say
   */
  record Cancelled(UUID runId, String by) implements RunEnd {}

  /**
   * The run is parked.
   *
   * @param until when it is due again if nothing wakes it before; null for never
   */
  record Parked(UUID runId, @Nullable Instant until) implements RunEnd {}
}
