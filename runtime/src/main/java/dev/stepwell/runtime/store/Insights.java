package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.FailureGroups;
import dev.stepwell.runtime.model.Queue;
import dev.stepwell.runtime.model.RetryingRuns;
import dev.stepwell.runtime.model.RunCounts;
import dev.stepwell.runtime.model.UnattendedFunction;
import dev.stepwell.runtime.model.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads statistics of functions. Each answer is consistent, and its cost does not depend on the amount of stored data.
 */
public interface Insights {
  /** The maximum number of runs examined per answer: the newest. */
  int LOOKED_AT = 200_000;

  /**
   * The runs created in a time span, and their outcomes so far.
   *
   * @param from the start, inclusive
   * @param to the end, exclusive
   * @param bucket the length of the buckets in which they are also counted
   * @throws IllegalArgumentException if the length is not positive
   */
  RunCounts counts(Instant from, Instant to, Duration bucket);

  /**
   * The failures of the runs created in a time span, and of live runs that retry a step, whenever these were created.
   *
   * @param from the start, inclusive
   * @param to the end, exclusive
   */
  FailureGroups failures(Instant from, Instant to);

  /** The registered workers, oldest first. A killed worker is registered until others have taken over its runs. */
  List<WorkerInfo> workers();

  /** The functions without a live worker since this time, sorted by id. Retire those that were removed. */
  List<UnattendedFunction> unattended(Instant since);

  /**
   * The number of live runs per function that retry a failed step, by function id. Functions without such runs are left
   * out.
   */
  List<RetryingRuns> retrying();

  /** The backlog of runs. */
  Queue queue();
}
