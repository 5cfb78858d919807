package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Limits how long to wait for a response on a connection of the pool. */
final class AnswerTimeout {
  private static final Logger log = LoggerFactory.getLogger(AnswerTimeout.class);
  private static final Duration MAX_SILENCE = Duration.ofSeconds(60);

  private AnswerTimeout() {}

  /**
   * Executes the work with a network timeout on this connection, and restores the previous one. It does not access the
   * database.
   */
  static <T extends @Nullable Object> T bounded(Connection connection, Sql.Work<T> work)
      throws SQLException {
    int before = timeout(connection);
    boolean bounds = before == 0 || before > MAX_SILENCE.toMillis();
    if (bounds) {
      KeptConnections.bound(connection, MAX_SILENCE);
    }
    try {
      return work.run();
    } finally {
      if (bounds && !connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, before);
      }
    }
  }

  /** The timeout in milliseconds; 0 for none, −1 if the driver has no such thing. */
  private static int timeout(Connection connection) {
    try {
      return connection.getNetworkTimeout();
    } catch (SQLException | UnsupportedOperationException e) {
      log.debug("the driver has no network timeouts", e);
      return -1;
    }
  }
}
