package dev.stepwell.testing;

import org.jspecify.annotations.Nullable;

/**
 * Code that replaces a step.
 *
 * @param <R> the type of the step's result
 */
@FunctionalInterface
public interface Replacement<R extends @Nullable Object> {
  /** Returns the result of the step; an exception fails the attempt. */
  @Nullable
  R answer(StepCall<R> call) throws Exception;
}
