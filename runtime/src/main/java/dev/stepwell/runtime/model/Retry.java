package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A live run that retries a failed step.
 *
 * @param runId the run
 * @param stepId the step; if there are several, the one that failed last
 * @param attempts the number of failed attempts
 * @param error the error of the last failed attempt
 * @param dueAt when the next attempt is due
 */
public record Retry(
    UUID runId,
    String stepId,
    int attempts,
    ErrorInfo error,
    @Nullable Instant dueAt) {
  /**
   * The same, with its error without stack trace and with the beginning of its message.
   *
   * @param limit the maximum number of characters of the beginning
   */
  public Retry shortened(int limit) {
    return new Retry(runId, stepId, attempts, error.shortened(limit), dueAt);
  }
}
