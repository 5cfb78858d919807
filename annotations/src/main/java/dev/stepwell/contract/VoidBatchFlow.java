package dev.stepwell.contract;

import dev.stepwell.Steps;
import java.util.List;

/**
 * Calls the method of a batched function that returns nothing.
 *
 * @param <S> the durable class that holds the function
 * @param <E> the type of the events in the list
 */
@FunctionalInterface
public interface VoidBatchFlow<S, E extends Record> {
  /** Calls the method with the events, in the order of their arrival; what it throws fails the run. */
  void run(S self, List<E> events, Steps steps) throws Exception;
}
