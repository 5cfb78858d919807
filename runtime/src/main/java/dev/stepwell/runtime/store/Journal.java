package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepWrite;
import java.util.concurrent.CompletableFuture;

/**
 * Records the outcomes of steps and runs. Writes are applied in the order of the calls; concurrent ones share a
 * transaction. A write is rejected if this worker no longer holds the run: its lease was lost, or the run was
 * cancelled.
 */
public interface Journal {
  /**
   * Records the state of a step, with its failed attempt, wait and events. From now on, an awaited event ends the step,
   * until it is recorded as ended. An ended step never changes. When a step that waits for a run is recorded as failed, that run is
   * cancelled. The future completes when the record is on disk.
   */
  CompletableFuture<Recorded> record(StepWrite write);

  /**
   * Records how the run leaves this worker, with the event that reports it, if any. When a run ends, the run that waits
   * for it resumes; when it is cancelled, so are the runs that it waits for. A parked run is due at once if one of its
   * waits has ended meanwhile. The future completes when this is on disk.
   */
  CompletableFuture<Recorded> end(RunEnd end);

  /** Whether steps can be recorded as failed that are in progress or wait, as the steps of the losers of a race are. */
  default boolean cancelsSteps() {
    return true;
  }

  /** Blocks while too many writes of runs are pending. */
  default void awaitRoom() {}

  /** The outcome of a write. */
  enum Recorded {
    /** It is on disk. */
    RECORDED,
    /** This worker no longer holds the run; nothing was written. */
    NOT_HELD,
    /** The step has already ended with another outcome, which is kept; nothing was written. */
    ENDED_OTHERWISE,
    /** The functions have changed since the events that come with it were matched; nothing was written: match again. */
    FUNCTIONS_CHANGED,
    /** A function has as many waiting runs as it allows, so that an event that comes with the step is not accepted; nothing was written. */
    BACKLOG_FULL
  }
}
