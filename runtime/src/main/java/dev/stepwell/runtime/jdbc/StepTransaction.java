package dev.stepwell.runtime.jdbc;

import dev.stepwell.TransactionEndedException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The transaction that a step is handed, which ends together with the step. */
public final class StepTransaction {
  /** Postgres forgets it when the transaction ends. A setting takes no snapshot: the step may still choose its isolation. */
  public static final String MARK = "set local dev_stepwell.step = 'on'";

  /** Whether the transaction is still the one that was marked. */
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
   * The connection, without what would end the transaction: such calls throw {@link IllegalStateException}, on it and on all that is reached
   * through it.
   */
  public Connection connection() {
    return connection;
  }

  /** From now on the connection refuses all calls, in case the step has kept it. */
  public void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  /** A statement has succeeded, so that the transaction is not aborted. */
  void succeeded() {
    refused = null;
  }

  /** The database has refused a statement. Only the first refusal is the reason why the transaction is aborted. */
  void refused(SQLException e) {
    if (refused == null && !ABORTED.equals(e.getSQLState())) {
      refused = e;
    }
  }

  /**
   * What made it impossible to record the outcome: the error that the step has swallowed, if that has aborted the transaction.
   *
   * @param failed what recording the outcome, or committing, has failed with
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

  /** For a transaction that is no longer the one that the step was handed. */
  public static TransactionEndedException endedByStep() {
    return new TransactionEndedException(
        "the step has ended its transaction itself, with commit, rollback, prepare transaction or the like in SQL: what it"
            + " wrote before that may be stored, its outcome is not, and no further attempt is made. The"
            + " transaction commits when the step returns, and rolls back when it throws; for parts, use savepoints");
  }
}
