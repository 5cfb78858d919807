package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.secrets.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * An error as JSON, whole.
 *
 * @param step the step whose failure it was; null if it was none's
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
