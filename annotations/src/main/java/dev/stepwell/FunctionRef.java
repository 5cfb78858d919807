package dev.stepwell;

/**
 * A typed handle of a function, in the generated {@code Functions} class of its package.
 *
 * @param <E> the event that starts the function
 * @param <R> what the function returns; {@link Void} for nothing
 */
public interface FunctionRef<E extends Record, R> {
  /** The function's id. */
  String id();
}
