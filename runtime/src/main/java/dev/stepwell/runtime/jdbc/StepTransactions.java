package dev.stepwell.runtime.jdbc;

import java.sql.Connection;

/**
 * Opens the transactions of transactional steps, through a framework's transaction manager, so that the user's code joins them.
 *
 * <p>The database must be that of Stepwell, because a step's outcome is stored in the same transaction. It must be thread-safe, for
 * at most {@code maxConcurrentTransactions} threads.
 */
@FunctionalInterface
public interface StepTransactions {
  /**
   * Executes the work once, in a new outermost transaction of this thread. If the work returns, the transaction is committed;
   * if it throws, the transaction is rolled back, and the same exception is thrown.
   *
   * @throws Exception the exception of the work, or of beginning or committing
   */
  void inNew(Work work) throws Exception;

  /** The work of the transaction. */
  @FunctionalInterface
  interface Work {
    /** Executes the work on the connection of the transaction, which is not in auto-commit mode. */
    void run(Connection connection) throws Exception;
  }
}
