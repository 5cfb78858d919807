package dev.stepwell.runtime.jdbc;

import java.sql.Connection;

/**
 * Opens the transactions of transactional steps, so that a framework's transaction manager can, and its users' code joins them.
 *
 * <p>The database must be the one that Stepwell is on, because a step's outcome is stored in the same transaction. Any number of threads call it
 * at once, at most {@code maxConcurrentTransactions} of them.
 */
@FunctionalInterface
public interface StepTransactions {
  /**
   * Does the work once, in a new transaction of this thread that no other one surrounds. If the work returns, the transaction is committed;
   * if it throws, the transaction is rolled back, and the same exception is thrown.
   *
   * @throws Exception what the work throws, or what beginning or committing fails with
   */
  void inNew(Work work) throws Exception;

  /** What is done in the transaction. */
  @FunctionalInterface
  interface Work {
    /** Does the work on the connection of the transaction, which is not in auto-commit mode. */
    void run(Connection connection) throws Exception;
  }
}
