package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * A current attempt of a step. It is not stored until it ends.
 *
 * @param stepId the step's id in the run
 * @param attempt the number of the attempt, from 1
 * @param startedAt when it started
 */
public record StepUnderway(String stepId, int attempt, Instant startedAt) {}
