package dev.stepwell.contract;

import dev.stepwell.Steps;
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
}
