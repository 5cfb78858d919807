package dev.stepwell.runtime.jdbc;

import dev.stepwell.TransactionEndedException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The transaction of a step, which ends together with the step. */
public final class StepTransaction {
  /**
   * Postgres clears it when the transaction ends. Setting it takes no snapshot, so the step may still choose its
   * isolation.
   */
  public static final String MARK = "set local dev_stepwell.step = 'on'";

  /** Whether the transaction is still the marked one. */
  public static final String IS_MARKED =
      "select pg_catalog.current_setting('dev_stepwell.step', true) = 'on' as marked";

  private static final String ABORTED = "25P02";

  private final Connection connection;
  private volatile boolean ended;
  private volatile @Nullable SQLException refused;

  /** The transaction on this connection, which is not in auto-commit mode. */
  public StepTransaction(Connection connection) {
    this.connection = GuardedJdbc.connection(connection, this);
  }

  /**
   * The connection, guarded against calls that would end the transaction: these throw {@link IllegalStateException}, on
   * it and on all objects reachable from it.
   */
  public Connection connection() {
    return connection;
  }

  /** Makes the connection reject all further calls, in case the step has kept it. */
  public void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Registers that a statement succeeded, so the transaction is not aborted. */
  void succeeded() {
    refused = null;
  }

  /** Registers that the database rejected a statement. Only the first rejection aborts the transaction. */
  void refused(SQLException e) {
    if (refused == null && !ABORTED.equals(e.getSQLState())) {
      refused = e;
    }
  }

  /**
   * The cause for which the outcome could not be recorded: the error that the step caught, if that aborted the transaction.
   *
   * @param failed the failure of recording the outcome, or of the commit
   */
  public SQLException cause(SQLException failed) {
    SQLException swallowed = refused;
    if (swallowed == null) {
      return failed;
    }
    swallowed.addSuppressed(new IllegalStateException(
        "the step caught this error and returned, but the error has aborted the step's transaction: throw it, or"
            + " set a savepoint before such a statement and roll back to it",
        failed));
    return swallowed;
  }

  /** The error if the transaction is no longer that of the step. */
  public static TransactionEndedException endedByStep() {
    return new TransactionEndedException(
        "the step has ended its transaction itself, with commit, rollback, prepare transaction or the like in SQL. Its"
            + " earlier writes may be stored, but its outcome is not, and it is not attempted again. Remove that statement: the transaction commits when the step returns, and rolls back when it throws. To roll back a part, use savepoints");
  }
}
