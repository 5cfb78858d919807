package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.time.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** The notifications of a transaction to other processes on commit, by NOTIFY. */
final class Notices {
  static final String NOTIFY = "select pg_notify('stepwell', unnest(?::text[]))";

  private final Set<String> notices = new TreeSet<>();

  /** Runs are due. */
  void runsAreDue() {
    notices.add(PostgresSignals.DUE);
  }

  /** Live runs were cancelled. */
  void runsWereCancelled() {
    notices.add(PostgresSignals.CANCELLED);
  }

  /** Effects of events are due. */
  void effectsAreDue() {
    notices.add(PostgresSignals.EFFECTS);
  }

  /** Singletons have changes that are due. */
  void singletonsChanged() {
    notices.add(PostgresSignals.SINGLETONS);
  }

  /** Runs are due at this time, which is to come. */
  void runsAreDueAt(Instant time) {
    notices.add(PostgresSignals.DUE_AT + TimeRange.micros(time));
  }

  /** Functions, or shapes of waits, have changed. */
  void functionsChanged() {
    notices.add(PostgresSignals.FUNCTIONS);
  }

  /** Tells, when the transaction of this connection commits. */
  void send(Connection connection) throws SQLException {
    if (notices.isEmpty()) {
      return;
    }
    try (PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
      notify.setArray(1, connection.createArrayOf("text", notices.toArray()));
      notify.execute();
    }
  }
}
