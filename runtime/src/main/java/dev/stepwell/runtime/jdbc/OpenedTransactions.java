package dev.stepwell.runtime.jdbc;

import java.io.Serial;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Calls {@link StepTransactions}, and reports violations of their contract. */
public final class OpenedTransactions {
  private OpenedTransactions() {}

  /**
   * The work of the transaction.
   *
   * @param <T> the type of its outcome
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Executes it on the connection of the transaction. */
    T run(Connection connection) throws Exception;
  }

  /** Decides whether to commit the transaction with this outcome. */
  @FunctionalInterface
  public interface Verdict<T> {
    /** Whether to commit. */
    boolean commits(T outcome);
  }

  /** Rolls back a transaction whose outcome is not an exception. */
  private static final class RollBack extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    RollBack() {
      super(
          "the outcome of the step was not recorded, so its transaction is rolled back",
          null,
          false,
          false);
    }
  }

  private static final class Outcome<T> {
    private @Nullable T value;
    private boolean commits;
  }

  /**
   * Executes the work in a transaction that these open, and commits it if the verdict is to commit.
   *
   * @throws IllegalStateException if the connection is in auto-commit mode, or the work was not executed
   */
  public static <T> T call(StepTransactions opens, Work<T> work, Verdict<T> verdict)
      throws Exception {
    Outcome<T> outcome = new Outcome<>();
    try {
      opens.inNew(connection -> {
        if (connection.getAutoCommit()) {
          throw new IllegalStateException(
              "the connection of a transactional step is in auto-commit mode: "
                  + opens.getClass().getName() + " must open a transaction");
        }
        T value = work.run(connection);
        outcome.value = value;
        outcome.commits = verdict.commits(value);
        if (!outcome.commits) {
          throw new RollBack();
        }
      });
    } catch (Throwable thrown) {
      // A framework may have wrapped the exception that causes the rollback.
      if (outcome.value == null || outcome.commits) {
        throw thrown;
      }
    }
    T value = outcome.value;
    if (value == null) {
      throw new IllegalStateException("the transactional step was not executed: "
          + opens.getClass().getName() + " returned without calling its work");
    }
    return value;
  }
}
