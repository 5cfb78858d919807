package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The end or parking of a run in its worker. */
public sealed interface RunEnd {
  /** The run. */
  UUID runId();

  /** The status of the run after it. */
  RunStatus status();

  /** The event that reports it; null for none. */
  default @Nullable Dispatch tells() {
    return null;
  }

  /**
   * The flow returned.
   *
   * @param output the result as JSON text
   * @param listens whether there are events that would cancel or wake the run
   * @param tells the event that reports it, if it has listeners; otherwise null
   */
  record Completed(
      UUID runId, String output, boolean listens, @Nullable Dispatch tells) implements RunEnd {
    @Override
    public RunStatus status() {
      return RunStatus.COMPLETED;
    }
  }

  /**
   * The flow threw.
   *
   * @param listens whether there are events that would cancel or wake the run
   * @param tells the event that reports it
   */
  record Failed(UUID runId, ErrorInfo error, boolean listens, Dispatch tells) implements RunEnd {
    @Override
    public RunStatus status() {
      return RunStatus.FAILED;
    }
  }

  /**
   * The run timed out.
   *
   * @param by the value of {@link Run#cancelledBy}
   */
  record Cancelled(UUID runId, String by) implements RunEnd {
    @Override
    public RunStatus status() {
      return RunStatus.CANCELLED;
    }
  }

  /**
   * The run is parked.
   *
   * @param until when it is due, unless something wakes it before; null for never
   * @param awaits the steps that wait for slots of their limits
   */
  record Parked(UUID runId, @Nullable Instant until, List<StepNeeds> awaits) implements RunEnd {
    /** Keeps a copy of what it waits for. */
    public Parked {
      awaits = List.copyOf(awaits);
    }

    /** A run whose steps wait for no slots. */
    public Parked(UUID runId, @Nullable Instant until) {
      this(runId, until, List.of());
    }

    @Override
    public RunStatus status() {
      return RunStatus.WAITING;
    }
  }
}
