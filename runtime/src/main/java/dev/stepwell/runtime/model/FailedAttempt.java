package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * An attempt of a step that failed.
 *
 * @param stepId the step
 * @param attempt its number, from 1
 * @param error what it threw
 * @param startedAt when it started
 * @param endedAt when it ended
 */
public record FailedAttempt(
    String stepId, int attempt, ErrorInfo error, Instant startedAt, Instant endedAt) {}
