package dev.stepwell.contract;

import dev.stepwell.Steps;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The run that executes on a thread, as {@link Durable} sees it. */
public interface StepExecutor {
  /**
   * Returns the stored outcome of the step, or attempts it and stores the outcome.
   *
   * @param arguments the values of the step's {@linkplain StepDefinition#parameters parameters}; the body has them already
   * @throws dev.stepwell.StepFailedException when its attempts are used up
   */
  <R extends @Nullable Object> R execute(
      StepDefinition<R> step, Callable<? extends R> body, @Nullable Object... arguments);

  /**
   * Like {@link #execute}, in a transaction that commits together with the outcome.
   *
   * @throws dev.stepwell.StepFailedException when its attempts are used up
   */
  <R extends @Nullable Object> R executeInTransaction(
      StepDefinition<R> step, Steps.Transaction<? extends R> body, @Nullable Object... arguments);

  /**
   * Executes the nodes of a graph, each as soon as its predecessors have ended, and waits for all. A failed node stops only its
   * successors.
   *
   * @param nodes the nodes, each after its predecessors
   * @param steps the executor of the steps that nodes call: this one, or a wrapper
   * @throws RuntimeException the failure of the first failed node in their order, with the others suppressed in it
   */
  void executeNodes(List<Node<?>> nodes, StepExecutor steps);
}
