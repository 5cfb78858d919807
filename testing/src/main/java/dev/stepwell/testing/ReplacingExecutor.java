package dev.stepwell.testing;

import dev.stepwell.Steps;
import dev.stepwell.Steps.Transaction;
import dev.stepwell.contract.Node;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.StepExecutor;
import dev.stepwell.testing.Replacements.Attempt;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Executes the steps of a run with their replacements, which are recorded and retried like steps. */
final class ReplacingExecutor implements StepExecutor {
  private final StepExecutor run;
  private final Steps steps;
  private final Replacements replacements;
  private final boolean hasDatabase;

  ReplacingExecutor(StepExecutor run, Steps steps, Replacements replacements, boolean hasDatabase) {
    this.run = run;
    this.steps = steps;
    this.replacements = replacements;
    this.hasDatabase = hasDatabase;
  }

  @Override
  public <R extends @Nullable Object> R execute(
      StepDefinition<R> step, Callable<? extends R> body, @Nullable Object... arguments) {
    return run.<R>execute(step, () -> this.<R>attempt(step, body), arguments);
  }

  @Override
  public <R extends @Nullable Object> R executeInTransaction(
      StepDefinition<R> step, Transaction<? extends R> body, @Nullable Object... arguments) {
    if (!hasDatabase && replacements.isReplaced(step)) {
      return run.<R>execute(
          step,
          () -> this.<R>attempt(step, () -> {
            throw noDatabase(step);
          }),
          arguments);
    }
    return run.<R>executeInTransaction(
        step, connection -> this.<R>attempt(step, () -> body.run(connection)), arguments);
  }

  @Override
  public void executeNodes(List<Node<?>> nodes, StepExecutor executor) {
    run.executeNodes(nodes, executor);
  }

  @SuppressWarnings("NullAway") // R determines whether it may be null
  private <R extends @Nullable Object> R attempt(StepDefinition<R> step, Callable<? extends R> body)
      throws Exception {
    return replacements.<R>call(step, new Attempt<R>(steps.runId(), steps.attempt(), body));
  }

  private static IllegalStateException noDatabase(StepDefinition<?> step) {
    return new IllegalStateException("the transactional step " + step.id()
        + " needs a database: pass one to TestStepwell.builder()");
  }
}
