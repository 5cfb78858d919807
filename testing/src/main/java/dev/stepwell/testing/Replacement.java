package dev.stepwell.testing;

import org.jspecify.annotations.Nullable;

/**
 * What is done in place of a step.
 *
 * @param <R> the type of the step's result
 */
@FunctionalInterface
public interface Replacement<R extends @Nullable Object> {
  /** The result of the step; what it throws fails the attempt. */
  @Nullable
  R answer(StepCall<R> call) throws Exception;
}
