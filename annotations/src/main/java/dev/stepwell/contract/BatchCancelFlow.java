package dev.stepwell.contract;

import dev.stepwell.Cancellation;
import dev.stepwell.Steps;
import java.util.List;

/**
 * Calls a cancellation handler with the events that started the cancelled run.
 *
 * @param <S> the durable class that holds the function
 * @param <E> the type of the events in the list
 */
@FunctionalInterface
public interface BatchCancelFlow<S, E extends Record> {
  /** Calls the method with the events, in the order of their arrival; what it throws fails the cancellation run. */
  void run(S self, List<E> events, Cancellation cancellation, Steps steps) throws Exception;
}
