package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection on which groups are written: taken when it is needed, and given back when something went wrong on it. */
final class WriterConnection {
  private static final Logger log = LoggerFactory.getLogger(WriterConnection.class);

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KeptConnections connections;
  private @Nullable Connection connection;

  WriterConnection(KeptConnections connections) {
    this.connections = connections;
  }

  /** The connection, on which the caller commits; the same until it is let go. */
  Connection take() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connections.open(PATIENCE);
      connection = open;
      UuidArray.sendBinary(open);
      open.setAutoCommit(false);
    }
    return open;
  }

  /** Rolls back, and gives the connection back as it was. */
  void letGo() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try (open) {
        open.rollback();
        open.setAutoCommit(true);
      } catch (SQLException e) {
        log.debug("the writer's connection was broken", e);
      }
    }
  }
}
