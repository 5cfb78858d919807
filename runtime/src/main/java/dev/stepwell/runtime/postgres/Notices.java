package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.time.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The notifications of a transaction to other processes on commit, by NOTIFY. */
final class Notices {
  static final String NOTIFY = "select pg_notify('stepwell', unnest(?::text[]))";

  private final Set<String> notices = new TreeSet<>();
  private final List<UUID> released = new ArrayList<>();
  private final List<UUID> ended = new ArrayList<>();

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

  /** These runs, which have limits, have left their worker: their slots are released last, so that they are locked for a short time. */
  void released(Collection<UUID> runs) {
    released.addAll(runs);
    ended.addAll(runs);
  }

  /** These runs, which have limits on runs, have ended while no worker executed them. */
  void endedParked(Collection<UUID> runs) {
    ended.addAll(runs);
  }

  /** The runs whose slots are released. */
  List<UUID> leaving() {
    return List.copyOf(ended);
  }

  private void release(Connection connection) throws SQLException {
    if (ended.isEmpty()) {
      return;
    }
    try (PreparedStatement release = connection.prepareStatement(LimitStatements.RELEASE)) {
      release.setObject(1, UuidArray.of(ended, id -> id));
      release.setObject(2, UuidArray.of(ended, id -> id));
      release.setObject(3, UuidArray.of(released, id -> id));
      try (ResultSet row = release.executeQuery()) {
        if (row.next() && row.getBoolean("awaited")) {
          runsAreDue();
        }
      }
    }
  }

  /** Releases slots, and tells, when the transaction of this connection commits. */
  void send(Connection connection) throws SQLException {
    release(connection);
    if (notices.isEmpty()) {
      return;
    }
    try (PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
      notify.setArray(1, connection.createArrayOf("text", notices.toArray()));
      notify.execute();
    }
  }
}
