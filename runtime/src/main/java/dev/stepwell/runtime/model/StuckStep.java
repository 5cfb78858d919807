package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step that was interrupted and has not returned: it keeps its thread and its place among the worker's runs.
 *
 * @param stepId the step's id in the run; null if the function's own code does not return, between its steps
 * @param since when it was interrupted
 */
public record StuckStep(
    UUID runId, String functionId, @Nullable String stepId, Instant since) {}
