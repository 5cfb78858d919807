package dev.stepwell.runtime.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a step that failed.
 *
 * @param stepId the step
 * @param attempt its number, from 1
 * @param error its exception
 * @param startedAt when it started
 * @param endedAt when it ended
 * @param nextDueAt when the next one was due; null if it was the last
 */
public record FailedAttempt(
    String stepId,
    int attempt,
    ErrorInfo error,
    Instant startedAt,
    Instant endedAt,
    @Nullable Instant nextDueAt) {
  /** The same attempt with another description of its error. */
  public FailedAttempt withError(ErrorInfo other) {
    return new FailedAttempt(stepId, attempt, other, startedAt, endedAt, nextDueAt);
  }
}
