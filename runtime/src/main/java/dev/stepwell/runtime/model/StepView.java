package dev.stepwell.runtime.model;

import org.jspecify.annotations.Nullable;

/**
 * A step for display, with payloads that may be truncated.
 *
 * @param step the step, without its input and result
 * @param input its input; null if none was recorded
 * @param result its result; null if it has none
 */
public record StepView(
    StepRecord step, @Nullable Payload input, @Nullable Payload result) {
  /** A view of a step, with payloads truncated to this many characters. */
  public static StepView of(StepRecord step, int limit) {
    return new StepView(
        step.withInput(null).withResult(null),
        Payload.of(step.input(), limit),
        Payload.of(step.result(), limit));
  }
}
