package dev.stepwell.runtime.model;

import org.jspecify.annotations.Nullable;

/**
 * A stored exception.
 *
 * @param type its class name
 * @param message its message; null when it had none
 * @param stackTrace its stack trace as text; null if there is none
 * @param stepId for the error of a run, the step whose failure the flow did not catch; null otherwise
 * @param attempts for the error of a run, the number of attempts of that step; 0 otherwise
 */
public record ErrorInfo(
    String type,
    @Nullable String message,
    @Nullable String stackTrace,
    @Nullable String stepId,
    int attempts) {}
