package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.time.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

  private static final String RELEASE_AND_NOTIFY = LimitStatements.RELEASE + ";\n" + NOTIFY;

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

  /** Releases slots, and tells, when the transaction of this connection commits. */
  void send(Connection connection) throws SQLException {
    if (!ended.isEmpty()) {
      execute(connection, LimitStatements.RELEASE, true, false);
    }
    if (!notices.isEmpty()) {
      execute(connection, NOTIFY, false, true);
    }
  }

  /**
   * Like {@link #send}, and commits, in one message: the limits are not locked while an answer travels, nor while the disk writes unless the
   * transaction has stored events (ADR 111).
   */
  void sendAndCommit(Connection connection, boolean storesEvents) throws SQLException {
    if (!ended.isEmpty()) {
      boolean tells = !notices.isEmpty();
      String statements = tells ? RELEASE_AND_NOTIFY : LimitStatements.RELEASE;
      String commit = storesEvents ? Commits.AT_ONCE : Commits.BEFORE_DISK;
      execute(connection, statements + commit, true, tells);
    } else if (!notices.isEmpty()) {
      execute(connection, NOTIFY + Commits.AT_ONCE, false, true);
    } else {
      connection.commit();
    }
  }

  private void execute(Connection connection, String sql, boolean releases, boolean tells)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = 1;
      if (releases) {
        statement.setObject(next++, UuidArray.of(ended, id -> id));
        statement.setObject(next++, UuidArray.of(ended, id -> id));
        statement.setObject(next++, UuidArray.of(released, id -> id));
        statement.setString(next++, PostgresSignals.DUE);
      }
      if (tells) {
        statement.setArray(next, connection.createArrayOf("text", notices.toArray()));
      }
      statement.execute();
    }
  }
}
