package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.secrets.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * A complete error as JSON.
 *
 * @param step the step that failed; null if the failure is not a step's
 */
record FailureJson(
    @Nullable String step,
    String type,
    @Nullable String message,
    @Nullable String stackTrace) {
  static @Nullable FailureJson of(@Nullable ErrorInfo error, Redaction redaction) {
    return error == null
        ? null
        : new FailureJson(
            error.stepId(),
            error.type(),
            redaction.of(error.message()),
            redaction.of(error.stackTrace()));
  }
}
