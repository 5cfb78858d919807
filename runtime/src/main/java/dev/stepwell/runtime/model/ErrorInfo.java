package dev.stepwell.runtime.model;

import org.jspecify.annotations.Nullable;

/**
 * An exception as it is stored.
 *
 * @param type its class name
 * @param message its message; null when it had none
 * @param stackTrace its stack trace as text; null when there is none to keep
 * @param stepId for the error of a run, the step whose failure the flow did not catch; null otherwise
 * @param attempts for the error of a run, how often that step was tried; 0 otherwise
 */
public record ErrorInfo(
    String type,
    @Nullable String message,
    @Nullable String stackTrace,
    @Nullable String stepId,
    int attempts) {}
