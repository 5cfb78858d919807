package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.store.Signals;
import dev.stepwell.runtime.time.Backoff;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals by LISTEN and NOTIFY, on a connection that is kept for it and holds the advisory lock of the living worker. */
final class PostgresSignals implements Signals {
  /** Says that runs are due. */
  static final String DUE = "due";

  /** Says that live runs were cancelled. */
  static final String CANCELLED = "cancelled";

  /** Says that effects of events are due. */
  static final String EFFECTS = "effects";

  /** Says that functions have changed. */
  static final String FUNCTIONS = "functions";

  static final String SHOW_LIFE =
      "select pg_try_advisory_lock(hashtext('stepwell worker'), lock_key) from stepwell.worker where id = ?";
  static final String HIDE_LIFE = "select pg_advisory_unlock_all()";

  private static final Logger log = LoggerFactory.getLogger(PostgresSignals.class);

  private final DataSource dataSource;

  PostgresSignals(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Listening listen(UUID workerId, Listener listener) {
    return new ListeningThread(workerId, listener);
  }

  private final class ListeningThread implements Listening {
    private static final int MILLIS_BETWEEN_LOOKS_AT_CLOSED = 500;

    private final UUID workerId;
    private final Listener listener;
    private final Thread thread;
    private volatile boolean closed;

    ListeningThread(UUID workerId, Listener listener) {
      this.workerId = workerId;
      this.listener = listener;
      this.thread = new Thread(this::loop, "stepwell-listener");
      this.thread.setDaemon(true);
      this.thread.start();
    }

    private void loop() {
      Backoff backoff = new Backoff();
      while (!closed) {
        try (Connection connection = dataSource.getConnection()) {
          begin(connection);
          backoff.reset();
          listener.runsAreDue();
          PGConnection postgres = connection.unwrap(PGConnection.class);
          while (!closed) {
            tell(postgres.getNotifications(MILLIS_BETWEEN_LOOKS_AT_CLOSED));
          }
          end(connection);
        } catch (SQLException e) {
          log.debug("the listening connection was broken", e);
          pause(backoff);
        }
      }
    }

    private void pause(Backoff backoff) {
      try {
        backoff.pause();
      } catch (InterruptedException e) {
        closed = true;
      }
    }

    private void begin(Connection connection) throws SQLException {
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement();
          PreparedStatement lock = connection.prepareStatement(SHOW_LIFE)) {
        statement.execute("listen stepwell");
        lock.setObject(1, workerId);
        lock.execute();
      }
    }

    private void end(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("unlisten *");
        statement.execute(HIDE_LIFE);
      }
    }

    private void tell(PGNotification[] notifications) {
      for (PGNotification notification : notifications) {
        switch (notification.getParameter()) {
          case DUE -> listener.runsAreDue();
          case CANCELLED -> listener.runsWereCancelled();
          case EFFECTS -> listener.effectsAreDue();
          case FUNCTIONS -> listener.functionsChanged();
          default -> log.debug("an unknown notification: {}", notification.getParameter());
        }
      }
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
