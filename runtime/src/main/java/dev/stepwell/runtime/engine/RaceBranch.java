package dev.stepwell.runtime.engine;

import dev.stepwell.ChangedCodeException;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.StepExecutor;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.codec.CodecException;
import dev.stepwell.runtime.model.UnreadableConditionException;
import dev.stepwell.runtime.store.OutcomeRefusedException;
import dev.stepwell.runtime.store.StoreException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A branch of a race with its code and its outcome, which the last pass determines. */
final class RaceBranch<R> {
  private final Racer racer;
  private final Callable<? extends R> body;
  private Branch branch;
  private @Nullable R result;
  private @Nullable Throwable failure;

  RaceBranch(Branch parent, int index, Callable<? extends R> body) {
    this.racer = new Racer(parent.racer(), index);
    this.body = body;
    this.branch = parent.race(racer);
  }

  /** How a pass has ended. */
  enum Pass {
    /** The branch has its result. */
    COMPLETED,
    /** The branch has failed. */
    FAILED,
    /** The branch has left: it waits, or must not continue here. */
    LEFT,
    /** The branch threw what is not its failure: what is stored cannot be read now, or does not fit the code. */
    BROKEN
  }

  Racer racer() {
    return racer;
  }

  /** Its line of execution in the last pass. */
  Branch branch() {
    return branch;
  }

  /** Its result, once it has completed. */
  @Nullable
  R result() {
    return result;
  }

  /** Its exception, once it has failed or is broken. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  /** Executes a pass on this thread. */
  Pass execute(RunState run, StepExecutor steps, Branch parent, boolean collects) {
    racer.begin(collects);
    branch = parent.race(racer);
    try {
      result = call(run, steps, branch, body);
      return branch.hasLeft() ? Pass.LEFT : Pass.COMPLETED;
    } catch (UncatchableSuspension left) {
      branch.leave();
      return Pass.LEFT;
    } catch (Throwable thrown) {
      failure = thrown;
      if (branch.hasLeft()) {
        return Pass.LEFT;
      }
      return isOfRun(thrown) ? Pass.BROKEN : Pass.FAILED;
    }
  }

  /** Calls the code of a branch on this thread. */
  static <R extends @Nullable Object> R call(
      RunState run, StepExecutor steps, Branch branch, Callable<? extends R> body)
      throws Exception {
    return Frame.<R>call(
        run, branch, Around.<R>branch(run, () -> Durable.<R>callWith(steps, body)));
  }

  /** Whether this concerns the whole run: another execution may have another outcome. */
  private static boolean isOfRun(Throwable thrown) {
    return thrown instanceof CodecException
        || thrown instanceof UnreadableConditionException
        || thrown instanceof StoreException
        || thrown instanceof OutcomeRefusedException
        || thrown instanceof ChangedCodeException
        || thrown instanceof VirtualMachineError;
  }
}
