package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepRecord;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Records what runs come to. Writes are applied in the order of the calls; those that meet are stored in one transaction. A
 * write is refused when this worker no longer holds the run: its lease was lost, or the run was cancelled.
 */
public interface Journal {
  /**
   * Records the state of a step, together with the attempt that has just failed, if one has. A step that has ended is never
   * changed again. The future completes when the record is on disk.
   */
  CompletableFuture<Recorded> record(UUID runId, StepRecord step, @Nullable FailedAttempt failed);

  /**
   * Records how the run leaves this worker, with the event that tells of it, if there is one. The future completes when that is
   * on disk.
   */
  CompletableFuture<Recorded> end(RunEnd end);

  /** What became of a write. */
  enum Recorded {
    /** It is on disk. */
    RECORDED,
    /** This worker does not hold the run any more, and nothing was written. */
    NOT_HELD
  }
}
