package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs of a function that failed in the same step with the same type of error, and live runs that retry that step.
 *
 * @param functionId the function
 * @param stepId the step, without the number of a repetition; null if the flow itself threw
 * @param type the class name of the error
 * @param lastMessage the message of the latest failure; empty if it had none
 * @param count the number of failed runs
 * @param retrying the number of live runs that retry the step
 * @param firstSeen the time of the first failure
 * @param lastSeen the time of the latest failure
 * @param lastRuns the latest failed runs, latest first; at most {@link #MAX_RUNS}
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
  /** The maximum number of reported runs. */
  public static final int MAX_RUNS = 5;
}
