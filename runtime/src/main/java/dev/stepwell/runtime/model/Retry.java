package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A live run whose step failed and is attempted again.
 *
 * @param runId the run
 * @param stepId the step; of several, the one that failed last
 * @param attempts how many attempts have failed
 * @param error the error of the last failed attempt
 * @param dueAt when the next attempt is due
 */
public record Retry(
    UUID runId,
    String stepId,
    int attempts,
    ErrorInfo error,
    @Nullable Instant dueAt) {}
