package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.NewRun;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Repeats runs. */
public interface Reruns {
  /**
   * Starts a run for the event of an ended run, in one transaction.
   *
   * @param of the run to repeat
   * @param fromStep the first step to repeat: the outcomes of the steps that had ended before it first started are
   *     kept; null to keep none
   * @param functionsVersion the version of the functions that the run was made for
   */
  Result rerun(NewRun run, UUID of, @Nullable String fromStep, long functionsVersion);

  /** The result. */
  enum Result {
    /** The new run is stored and due. */
    STARTED,
    /** There is no run of that id. */
    NO_RUN,
    /** The run has not ended. */
    NOT_ENDED,
    /** The run has no step of that id. */
    NO_STEP,
    /** The functions have changed since. Nothing is stored. */
    FUNCTIONS_CHANGED
  }
}
