package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a worker's heartbeat, which is always open: nothing that the process does beside can delay it.
 *
 * <p>It is closed after any error, and opened anew when it is needed next.
 */
final class HeartbeatConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final KeptConnections connections;
  private @Nullable Connection connection;

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

  private Connection opened() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connections.open(PATIENCE);
      connection = open;
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
