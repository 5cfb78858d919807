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
   * @param arguments what the step's {@linkplain StepDefinition#parameters parameters} are given; the body has them already
   * @throws dev.stepwell.StepFailedException when its attempts are used up
   */
  <R extends @Nullable Object> R execute(
      StepDefinition<R> step, Callable<? extends R> body, @Nullable Object... arguments);

  /**
   * As {@link #execute}, in a transaction that commits together with the outcome.
   *
   * @throws dev.stepwell.StepFailedException when its attempts are used up
   */
  <R extends @Nullable Object> R executeInTransaction(
      StepDefinition<R> step, Steps.Transaction<? extends R> body, @Nullable Object... arguments);

  /**
   * Executes the nodes of a graph, each as soon as all that it comes after have ended, and waits for all. A node that fails does not
   * stop those that do not come after it.
   *
   * @param nodes the nodes, each after all that it comes after
   * @param steps what executes the steps that are called in nodes: this executor, or one around it
   * @throws RuntimeException the failure of the first node in their order that failed, with those of the others suppressed in it
   */
  void executeNodes(List<Node<?>> nodes, StepExecutor steps);
}
