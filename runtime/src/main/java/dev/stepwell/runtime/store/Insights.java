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

/** Reads how the functions of the application fare. Each answer is of one moment, and costs no more however much is stored. */
public interface Insights {
  /** How many runs are looked at for one answer: the newest. */
  int LOOKED_AT = 200_000;

  /**
   * The runs that were created in a span of time, and what became of them by now.
   *
   * @param from since when, inclusive
   * @param to before when
   * @param bucket how long the shorter spans are in which they are counted too
   * @throws IllegalArgumentException if that is no time
   */
  RunCounts counts(Instant from, Instant to, Duration bucket);

  /**
   * Why runs failed that were created in a span of time, and why the live runs that attempt a step again have to, whenever they were
   * created.
   *
   * @param from since when, inclusive
   * @param to before when
   */
  FailureGroups failures(Instant from, Instant to);

  /** The workers that are known, the longest first. One that was killed is known until others have taken its runs over. */
  List<WorkerInfo> workers();

  /** The functions that no live worker has executed since this time, in the order of their ids. Retire those that were removed. */
  List<UnattendedFunction> unattended(Instant since);

  /**
   * How many live runs of each function have a step that failed and is attempted again, in the order of the functions' ids. Functions
   * without such runs are left out.
   */
  List<RetryingRuns> retrying();

  /** How many runs there are to do. */
  Queue queue();
}
