package dev.stepwell.testing;

import org.jspecify.annotations.Nullable;

/**
 * Code that replaces a function.
 *
 * @param <E> the event type of the function
 * @param <R> the type of its result
 */
@FunctionalInterface
public interface FunctionReplacement<E extends Record, R extends @Nullable Object> {
  /** Returns the result of the function; an exception fails the run. */
  @Nullable
  R answer(E event) throws Exception;
}
