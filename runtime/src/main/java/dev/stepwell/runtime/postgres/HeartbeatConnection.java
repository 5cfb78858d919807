package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a worker's heartbeat, which is always open, so that nothing else in the process delays it.
 *
 * <p>It is closed after any error, and reopened on next use.
 */
final class HeartbeatConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final KeptConnections connections;
  private @Nullable Connection connection;
  private Beginning beginning = TransactionStart.BY_KEYS.perTransaction();

  /** Work whose only statement begins its transaction. */
  interface Started<T extends @Nullable Object> {
    /** Does it on a connection whose transactions begin so. */
    T run(Connection connection, Beginning beginning) throws SQLException;
  }

  HeartbeatConnection(KeptConnections connections) {
    this.connections = connections;
  }

  /** Does the work on it; each statement is a transaction by itself. */
  synchronized <T extends @Nullable Object> T run(String what, Database.Work<T> work) {
    try {
      return work.run(opened());
    } catch (SQLException e) {
      if (connection != null) {
        connections.failed(connection, e);
      }
      close();
      throw new PostgresException("could not " + what, e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Does the work on it in one transaction. */
  <T extends @Nullable Object> T transaction(String what, Database.Work<T> work) {
    return this.<T>run(what, open -> Sql.<T>inTransaction(open, () -> work.run(open)));
  }

  /** Does a single statement on it as one transaction, with {@link TransactionStart#BY_KEYS}. */
  <T extends @Nullable Object> T statement(String what, Started<T> work) {
    return this.<T>run(
        what,
        open -> beginning.isOfSession()
            ? work.run(open, beginning)
            : Sql.<T>inTransaction(open, () -> work.run(open, beginning)));
  }

  private Connection opened() throws SQLException {
    Connection open = connection;
    if (open == null) {
      KeptConnections.Opened opened = connections.open(PATIENCE, TransactionStart.BY_KEYS);
      open = opened.connection();
      connection = open;
      beginning = opened.beginning();
    }
    return open;
  }

  /** Closes the connection, so that the next use opens another. */
  @Override
  public synchronized void close() {
    if (connection != null) {
      KeptConnections.abort(connection);
      connection = null;
    }
  }
}
