package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A transaction that the caller has open on the connection that its data source hands to the thread, as Spring's
 * {@code TransactionAwareDataSourceProxy} and JTA do. It is never touched: the work is done on another thread, which gets another connection
 * (ADR 37).
 */
final class CallersTransaction {
  /** Data sources whose connections are not in auto-commit mode even when no transaction has begun. */
  private static final Map<DataSource, Boolean> MANUAL = new WeakHashMap<>();

  private CallersTransaction() {}

  /** Whether work on this connection could commit the caller's transaction. */
  static boolean isOn(DataSource dataSource, Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      return false;
    }
    synchronized (MANUAL) {
      return !MANUAL.containsKey(dataSource) || hasBegun(connection);
    }
  }

  /** Refuses a connection on which the caller has written something. */
  static void refuse(Connection connection) throws SQLException {
    if (!connection.getAutoCommit() && hasBegun(connection)) {
      throw new IllegalStateException(
          "a transactional step was called within a transaction of the flow, and the data source returns the"
              + " connection of that transaction: call such steps outside of transactions, or give Stepwell the data source that the transaction-aware one wraps");
    }
  }

  private static boolean hasBegun(Connection connection) throws SQLException {
    return !connection.isWrapperFor(BaseConnection.class)
        || connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
  }

  /**
   * Executes the work on another thread.
   *
   * @throws IllegalStateException if the data source also returns a connection with an open transaction there
   */
  static <T extends @Nullable Object> T elsewhere(DataSource dataSource, Database.Work<T> work)
      throws SQLException {
    FutureTask<T> task = new FutureTask<>(() -> {
      try (Connection connection = dataSource.getConnection()) {
        if (!connection.getAutoCommit()) {
          requireIdle(connection);
          synchronized (MANUAL) {
            MANUAL.put(dataSource, true);
          }
        }
        return work.run(connection);
      }
    });
    Thread thread = new Thread(null, task, "stepwell-transaction", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    return get(task);
  }

  private static void requireIdle(Connection connection) throws SQLException {
    if (hasBegun(connection)) {
      throw new IllegalStateException(
          "the data source returns a connection with an open transaction to a thread that has begun none: Stepwell"
              + " needs connections of its own, so give it a connection pool");
    }
  }

  private static <T extends @Nullable Object> T get(FutureTask<T> task) throws SQLException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof SQLException cause) {
            throw cause;
          }
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
