package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pool's connections that Stepwell itself uses now, with the time since when. */
final class ConnectionsInUse {
  private static final Logger log = LoggerFactory.getLogger(ConnectionsInUse.class);

  private final Map<Connection, Long> since = new ConcurrentHashMap<>();

  /** Does the work; meanwhile the connection is in use. */
  <T extends @Nullable Object> T during(Connection connection, Sql.Work<T> work)
      throws SQLException {
    since.put(connection, System.nanoTime());
    try {
      return work.run();
    } finally {
      since.remove(connection);
    }
  }

  /** Aborts those that have been in use for this long or longer: their users get an error, and try again on another connection. */
  void abortOlderThan(Duration age) {
    long now = System.nanoTime();
    since.forEach((connection, start) -> {
      if (now - start >= age.toNanos()) {
        log.warn(
            "a connection has had no response for {} s and is aborted",
            (now - start) / 1_000_000_000);
        abort(connection);
      }
    });
  }

  /** Leaves closing the connection to its user, who is on another thread. */
  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      log.debug("the connection was broken", e);
    }
  }
}
