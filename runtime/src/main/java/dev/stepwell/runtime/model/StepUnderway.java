package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * An attempt of a step that is being made now. Nothing of it is stored until it ends.
 *
 * @param stepId the step's id in the run
 * @param attempt which attempt it is, from 1
 * @param startedAt when it started
 */
public record StepUnderway(String stepId, int attempt, Instant startedAt) {}
