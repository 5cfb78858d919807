package dev.stepwell.testing;

import org.jspecify.annotations.Nullable;

/**
 * What is done in place of a function.
 *
 * @param <E> the event that the function is called with
 * @param <R> the type of its result
 */
@FunctionalInterface
public interface FunctionReplacement<E extends Record, R extends @Nullable Object> {
  /** The result of the function; what it throws fails the run. */
  @Nullable
  R answer(E event) throws Exception;
}
