package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.store.Signals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals by LISTEN and NOTIFY, on the connection of the heartbeat, which holds the advisory lock of the living worker. */
final class PostgresSignals implements Signals {
  /** Notifies that runs are due. */
  static final String DUE = "due";

  /** Notifies that live runs were cancelled. */
  static final String CANCELLED = "cancelled";

  /** Notifies that effects of events are due. */
  static final String EFFECTS = "effects";

  /** Says that singletons have changes that are due. */
  static final String SINGLETONS = "singletons";

  /** Says that runs are due at a time to come; before its microseconds since 1970. */
  static final String DUE_AT = "due@";

  /** Says that functions have changed. */
  static final String FUNCTIONS = "functions";

  /**
   * Takes the lock by which others see that this process lives. Behind a pooler a lock is not the session's own, and its absence means
   * nothing: then the worker's row does not promise it.
   *
   * <p>The row is found before the lock is taken. In one condition Postgres may call the function first, and for each row: this worker
   * would then hold the locks of all dead workers, whose deaths would not be seen.
   */
  static final String SHOW_LIFE = """
      with self as materialized (
        select id, lock_key from stepwell.worker where id = ? and pg_backend_pid() = ?
      ), locked as materialized (
        select id from self where pg_try_advisory_lock(hashtext('stepwell worker'), lock_key)
      )
      update stepwell.worker w set shows_life = true from locked where w.id = locked.id""";

  private static final Logger log = LoggerFactory.getLogger(PostgresSignals.class);

  /** How often it looks for what it cannot hear, where sessions are shared. */
  static final int POLL_MILLIS = 500;

  private final HeartbeatConnection line;
  private final Sessions sessions;

  PostgresSignals(HeartbeatConnection line, Sessions sessions) {
    this.line = line;
    this.sessions = sessions;
  }

  @Override
  public Listening listen(UUID workerId) {
    return new OnLine(workerId);
  }

  private final class OnLine implements Listening {
    private final UUID workerId;
    private @Nullable Connection listeningOn;
    private boolean showsLife;

    OnLine(UUID workerId) {
      this.workerId = workerId;
    }

    @Override
    public boolean await(Duration atMost, Listener listener) {
      return line.run("listen for signals", connection -> {
        if (!sessions.areExclusive()) {
          poll(connection, atMost, listener);
          return false;
        }
        boolean anew = connection != listeningOn;
        if (anew) {
          begin(connection);
        }
        if (!showsLife) {
          showsLife = Sql.inTransaction(connection, () -> showLife(connection));
        }
        if (anew) {
          listener.runsAreDue();
          return true;
        }
        PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications((int)
            Math.max(1, atMost.toMillis()));
        tell(heard, listener);
        return false;
      });
    }

    /** Waits on the connection, where nothing comes, and has the beat look for runs, effects and functions. */
    private void poll(Connection connection, Duration atMost, Listener listener)
        throws SQLException {
      connection.unwrap(PGConnection.class).getNotifications((int)
          Math.max(1, Math.min(POLL_MILLIS, atMost.toMillis())));
      listener.functionsChanged();
      listener.runsWereCancelled();
    }

    private void begin(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("listen stepwell");
      }
      showsLife = false;
      listeningOn = connection;
    }

    private boolean showLife(Connection connection) throws SQLException {
      TransactionStart.PLAIN.on(connection);
      try (PreparedStatement lock = connection.prepareStatement(SHOW_LIFE)) {
        lock.setObject(1, workerId);
        lock.setInt(2, connection.unwrap(PGConnection.class).getBackendPID());
        return lock.executeUpdate() == 1;
      }
    }

    @Override
    public void close() {
      line.close();
    }
  }

  private static void tell(PGNotification[] notifications, Signals.Listener listener) {
    for (PGNotification notification : notifications) {
      String said = notification.getParameter();
      if (said.startsWith(DUE_AT)) {
        listener.runsAreDueAt(
            Instant.EPOCH.plus(Long.parseLong(said.substring(DUE_AT.length())), ChronoUnit.MICROS));
        continue;
      }
      switch (said) {
        case DUE -> listener.runsAreDue();
        case CANCELLED -> listener.runsWereCancelled();
        case EFFECTS -> listener.effectsAreDue();
        case FUNCTIONS -> listener.functionsChanged();
        case SINGLETONS -> listener.singletonsChanged();
        default -> log.debug("an unknown notification: {}", said);
      }
    }
  }
}
