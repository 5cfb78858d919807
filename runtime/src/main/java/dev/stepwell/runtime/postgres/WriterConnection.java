package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection on which groups are written: taken when it is needed, and given back when something went wrong on it. */
final class WriterConnection {
  private static final Logger log = LoggerFactory.getLogger(WriterConnection.class);

  /**
   * The database ends a transaction whose process has paused, so that others can take the worker's runs over; and a group does not
   * wait for long on what a transaction of somebody else holds.
   */
  static final String BEGIN_SESSION =
      "set idle_in_transaction_session_timeout = '10s'; set lock_timeout = '250ms'";

  static final String END_SESSION = "reset idle_in_transaction_session_timeout; reset lock_timeout";

  private final DataSource dataSource;
  private @Nullable Connection connection;

  WriterConnection(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The connection, on which the caller commits; the same until it is let go. */
  Connection take() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = dataSource.getConnection();
      connection = open;
      execute(open, BEGIN_SESSION);
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
        execute(open, END_SESSION);
      } catch (SQLException e) {
        log.debug("the writer's connection was broken", e);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
