package dev.stepwell.contract;

import dev.stepwell.Steps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls the method of a batched function with its events.
 *
 * @param <S> the durable class that holds the function
 * @param <E> the type of the events in the list
 * @param <R> what the function returns
 */
@FunctionalInterface
public interface BatchFlow<S, E extends Record, R extends @Nullable Object> {
  /** Calls the method with the events, in the order of their arrival; what it throws fails the run. */
  R run(S self, List<E> events, Steps steps) throws Exception;
}
