package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final Map<String, String> SETTINGS = Map.of(
      "idle_in_transaction_session_timeout", "10s",
      "lock_timeout", "250ms",
      "plan_cache_mode", "force_generic_plan");

  private static final String BEGIN_SESSION = Stream.concat(
          SETTINGS.entrySet().stream()
              .map(setting -> "set " + setting.getKey() + " = '" + setting.getValue() + "'"),
          Sql.PLANS_WITHOUT_KEYS.stream().map(plan -> "set " + plan + " = off"))
      .collect(Collectors.joining(";"));

  private static final String END_SESSION = Stream.concat(
          SETTINGS.keySet().stream(), Sql.PLANS_WITHOUT_KEYS.stream())
      .map(setting -> "reset " + setting)
      .collect(Collectors.joining(";"));

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
      execute(open, BEGIN_SESSION);
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
