package dev.stepwell;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a run failed: an argument of its {@link OnFailure} method.
 *
 * @param functionId the function whose run failed
 * @param runId the run that failed
 * @param stepId the step whose failure the flow did not catch; null when the flow itself threw
 * @param attempts how often that step was attempted; 0 when the flow itself threw
 * @param errorType the class name of the exception
 * @param message the exception's message; null when it had none
 */
public record Failure(
    String functionId,
    UUID runId,
    @Nullable String stepId,
    int attempts,
    String errorType,
    @Nullable String message) {}
