package dev.stepwell.runtime.model;

import java.util.UUID;

/**
 * The step of a run that waits for another run to end.
 *
 * @param runId the run that waits
 * @param stepId its step
 */
public record Caller(UUID runId, String stepId) {}
