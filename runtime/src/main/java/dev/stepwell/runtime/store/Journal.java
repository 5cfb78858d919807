package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepWrite;
import java.util.concurrent.CompletableFuture;

/**
 * Records what runs come to. Writes are applied in the order of the calls; those that meet are stored in one transaction. A
 * write is refused when this worker no longer holds the run: its lease was lost, or the run was cancelled.
 */
public interface Journal {
  /**
   * Records the state of a step, with all that comes with it. A step that waits for an event is ended by that event from now on,
   * until it is recorded as ended. A step that has ended is never changed again. The future completes
   * when the record is on disk.
   */
  CompletableFuture<Recorded> record(StepWrite write);

  /**
   * Records how the run leaves this worker, with the event that tells of it, if there is one. When a run ends, the run that waits
   * for it goes on; when it was cancelled, so are the runs that it waits for. A run that is parked is due at once if one of its
   * waits has ended meanwhile. The future completes when that is on disk.
   */
  CompletableFuture<Recorded> end(RunEnd end);

  /** Waits until there is room for more, if too many writes of runs wait to be stored. */
  default void awaitRoom() {}

  /** What became of a write. */
  enum Recorded {
    /** It is on disk. */
    RECORDED,
    /** This worker does not hold the run any more, and nothing was written. */
    NOT_HELD,
    /** The step has ended in another way, which stands; nothing was written. */
    ENDED_OTHERWISE,
    /** The functions have changed since the events that come with it were matched; nothing was written: match again. */
    FUNCTIONS_CHANGED,
    /** A function has as many waiting runs as it allows, so that an event that comes with the step is not accepted; nothing was written. */
    BACKLOG_FULL
  }
}
