package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs of a function that have failed in the same step by the same type of error, and live runs whose next attempt of that step is due.
 *
 * @param functionId the function
 * @param stepId the step, without the number of a repetition; null if the flow itself threw
 * @param type the class name of the error
 * @param lastMessage the message of the last; empty if it had none
 * @param count how many have failed
 * @param retrying how many are live, and attempt the step again
 * @param firstSeen when the first has failed
 * @param lastSeen when the last has failed
 * @param lastRuns the runs that failed last, the last first; {@link #MAX_RUNS} at most
 */
public record FailureGroup(
    String functionId,
    @Nullable String stepId,
    String type,
    String lastMessage,
    long count,
    long retrying,
    Instant firstSeen,
    Instant lastSeen,
    List<UUID> lastRuns) {
  /** How many runs are told of at most. */
  public static final int MAX_RUNS = 5;
}
