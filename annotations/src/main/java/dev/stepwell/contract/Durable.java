package dev.stepwell.contract;

import dev.stepwell.Steps.Action;
import dev.stepwell.Steps.Transaction;
import java.sql.Connection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The entry point of generated code: passes a step to the run on this thread. */
public final class Durable {
  private static final ThreadLocal<@Nullable StepExecutor> EXECUTOR = new ThreadLocal<>();
  private static final @Nullable Object[] NO_ARGUMENTS = {};

  private Durable() {}

  /** Executes the step in the run on this thread. Outside a run, and inside a step, it calls the body. */
  public static <R extends @Nullable Object> R step(
      StepDefinition<R> step, Callable<? extends R> body) {
    return Durable.<R>step(step, body, NO_ARGUMENTS);
  }

  /** Like {@link #step(StepDefinition, Callable)}, for a step with these arguments. */
  public static <R extends @Nullable Object> R step(
      StepDefinition<R> step, Callable<? extends R> body, @Nullable Object... arguments) {
    StepExecutor executor = EXECUTOR.get();
    if (executor != null) {
      return executor.execute(step, body, arguments);
    }
    try {
      return body.call();
    } catch (Exception e) {
      throw sneaky(e);
    }
  }

  /** Like {@link #step}, for a step that returns nothing. */
  public static void run(StepDefinition<@Nullable Void> step, Action body) {
    run(step, body, NO_ARGUMENTS);
  }

  /** Like {@link #run(StepDefinition, Action)}, for a step with these arguments. */
  public static void run(
      StepDefinition<@Nullable Void> step, Action body, @Nullable Object... arguments) {
    Callable<@Nullable Void> call = () -> {
      body.run();
      return null;
    };
    Durable.<@Nullable Void>step(step, call, arguments);
  }

  /**
   * Like {@link #step}, for a transactional step: inside a run the body gets the connection on which the outcome is recorded, outside
   * the one that the caller passed.
   */
  public static <R extends @Nullable Object> R stepInTransaction(
      StepDefinition<R> step, Connection passed, Transaction<? extends R> body) {
    return Durable.<R>stepInTransaction(step, passed, body, NO_ARGUMENTS);
  }

  /** Like {@link #stepInTransaction(StepDefinition, Connection, Transaction)}, for a step with these arguments. */
  public static <R extends @Nullable Object> R stepInTransaction(
      StepDefinition<R> step,
      Connection passed,
      Transaction<? extends R> body,
      @Nullable Object... arguments) {
    StepExecutor executor = EXECUTOR.get();
    return executor != null
        ? executor.<R>executeInTransaction(step, body, arguments)
        : Durable.<R>step(step, () -> body.run(passed));
  }

  /** Like {@link #stepInTransaction}, for a step that returns nothing. */
  public static void runInTransaction(
      StepDefinition<@Nullable Void> step, Connection passed, TransactionAction body) {
    runInTransaction(step, passed, body, NO_ARGUMENTS);
  }

  /** Like {@link #runInTransaction(StepDefinition, Connection, TransactionAction)}, for a step with these arguments. */
  @SuppressWarnings("NullAway") // a step that returns nothing may return null
  public static void runInTransaction(
      StepDefinition<@Nullable Void> step,
      Connection passed,
      TransactionAction body,
      @Nullable Object... arguments) {
    Transaction<@Nullable Void> call = connection -> {
      body.run(connection);
      return null;
    };
    Durable.<@Nullable Void>stepInTransaction(step, passed, call, arguments);
  }

  /** The body of a transactional step that returns nothing. */
  @FunctionalInterface
  public interface TransactionAction {
    /** Writes through the connection. An exception rolls back. */
    void run(Connection connection) throws Exception;
  }

  /**
   * Calls the body with this executor bound to the thread. Null binds none, which makes steps ordinary calls. Afterwards the previous
   * executor is bound again. For the runtime.
   */
  public static <T extends @Nullable Object> T callWith(
      @Nullable StepExecutor executor, Callable<? extends T> body) throws Exception {
    StepExecutor before = EXECUTOR.get();
    EXECUTOR.set(executor);
    try {
      return body.call();
    } finally {
      if (before == null) {
        EXECUTOR.remove();
      } else {
        EXECUTOR.set(before);
      }
    }
  }

  /** The executor of the steps that are called on this thread; null if they are ordinary calls. For the runtime. */
  public static @Nullable StepExecutor executor() {
    return EXECUTOR.get();
  }

  /** Throws a checked exception through code that does not declare it. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Exception> RuntimeException sneaky(Exception e) throws E {
    throw (E) e;
  }
}
