package dev.stepwell.contract;

import dev.stepwell.Failure;
import dev.stepwell.Steps;
import java.util.List;

/**
 * Calls a failure handler with the events that started the failed run.
 *
 * @param <S> the durable class that holds the function
 * @param <E> the type of the events in the list
 */
@FunctionalInterface
public interface BatchFailureFlow<S, E extends Record> {
  /** Calls the method with the events, in the order of their arrival; if it throws, its run fails. */
  void run(S self, List<E> events, Failure failure, Steps steps) throws Exception;
}
