package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.NewRun;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Repeats runs. */
public interface Reruns {
  /**
   * Starts a run for the same event as one that has ended, in one transaction.
   *
   * @param of the run to repeat
   * @param fromStep the step from which on it is repeated: the outcomes of the steps that had ended before that one first started
   *     are kept; null to keep none
   */
  Result rerun(NewRun run, UUID of, @Nullable String fromStep);

  /** What became of it. */
  enum Result {
    /** The new run is stored, and due. */
    STARTED,
    /** There is no run of that id. */
    NO_RUN,
    /** The run has not ended. */
    NOT_ENDED,
    /** The run has no step of that id. */
    NO_STEP
  }
}
