package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step that was interrupted and has not returned: it still occupies its thread and its slot in the worker.
 *
 * @param stepId the step's id in the run; null if the function's own code does not return, between its steps
 * @param since when it was interrupted
 */
public record StuckStep(
    UUID runId, String functionId, @Nullable String stepId, Instant since) {}
