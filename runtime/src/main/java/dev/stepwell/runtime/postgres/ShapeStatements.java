package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.WaitShape;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements about the shapes of waits. */
final class ShapeStatements {
  static final String READ = """
      select settled, keyed_since, wanted_since, added_at from stepwell.wait_shape
      where event = ? and fields = ?::text[]""";

  static final String LOCK = READ + " for no key update";

  static final String ADD = """
      with added as (
        insert into stepwell.wait_shape (event, fields, added_at, wanted_since, check_at)
        values (?, ?::text[], ?, ?, ?)
        on conflict do nothing
        returning event
      )
      update stepwell.functions_version set version = version + 1 where exists (select from added)""";

  /**
   * Events of transactions that are open now may have been accepted before the wait that needs them. Postgres does not show when a
   * transaction of another role began, unless the role of this process may see it.
   */
  static final String WANT = """
      update stepwell.wait_shape
      set wanted_since = least(wanted_since, ?::timestamptz,
          (select greatest(min(coalesce(a.xact_start, '-infinity')), now() - interval '1 day') from pg_stat_activity a
            where not wait_shape.settled and a.datname = current_database() and a.backend_xid is not null)),
        check_at = coalesce(check_at, ?)
      where event = ? and fields = ?::text[]""";

  /**
   * In a transaction after the one that added the shape: a transaction with a later id than this one sees the shape. An
   * id that this server has not reached came with a dump of another server.
   */
  static final String SETTLE_AT = """
      update stepwell.wait_shape set settles_at = pg_snapshot_xmax(pg_current_snapshot())
      where event = ? and fields = ?::text[] and not settled
        and coalesce(settles_at > pg_snapshot_xmax(pg_current_snapshot()), true)""";

  /** Only transactions of this database can send events. */
  static final String SETTLE = """
      update stepwell.wait_shape s set settled = true
      where s.event = ? and s.fields = ?::text[] and not s.settled
        and s.settles_at <= pg_snapshot_xmax(pg_current_snapshot())
        and not exists (
          select from pg_stat_activity a
          where a.datname = current_database() and a.pid <> pg_backend_pid() and a.backend_xid is not null
            and age(a.backend_xid) > age(s.settles_at::xid))
        and not exists (
          select from pg_prepared_xacts p
          where p.database = current_database() and age(p.transaction) > age(s.settles_at::xid))""";

  /** Bars others from the same shapes for a while. */
  static final String DUE = """
      update stepwell.wait_shape s set check_at = ?
      from (
        select event, fields from stepwell.wait_shape where check_at <= ? for update skip locked
      ) as due
      where s.event = due.event and s.fields = due.fields
      returning s.event, s.fields""";

  static final String FLIP =
      "update stepwell.wait set unsettled = null where event = ? and unsettled = ?::text[]";

  static final String WAITED =
      "select distinct event, key from stepwell.wait where event = ? and unsettled = ?::text[]";

  /** Keeps the time if keys are wanted that are not stored yet. */
  static final String CHECK_AT = """
      update stepwell.wait_shape
      set check_at = case when settled and wanted_since >= keyed_since then ?::timestamptz else coalesce(?, check_at) end
      where event = ? and fields = ?::text[]""";

  static final String NEXT_CHECK = "select min(check_at) as at from stepwell.wait_shape";

  private static final Duration BARRED = Duration.ofSeconds(5);

  private ShapeStatements() {}

  /**
   * The stored state of a shape.
   *
   * @param keyedSince from when on all events have keys of the shape
   */
  record State(boolean settled, Instant keyedSince, Instant wantedSince, Instant addedAt) {
    boolean isKeyedSince(Instant since) {
      return settled && !keyedSince.isAfter(since);
    }

    State keyed(Instant since) {
      return new State(settled, since, wantedSince, addedAt);
    }
  }

  static Optional<State> read(Connection connection, WaitShape shape) throws SQLException {
    return state(connection, READ, shape);
  }

  /** The shape, whose keys only this transaction stores. */
  static State lock(Connection connection, WaitShape shape) throws SQLException {
    return state(connection, LOCK, shape).orElseThrow();
  }

  private static Optional<State> state(Connection connection, String query, WaitShape shape)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      set(connection, select, 1, shape);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new State(
                row.getBoolean("settled"),
                Objects.requireNonNullElse(Sql.instantOrNull(row, "keyed_since"), Instant.MAX),
                Sql.instant(row, "wanted_since"),
                Sql.instant(row, "added_at")))
            : Optional.empty();
      }
    }
  }

  static boolean add(Connection connection, WaitShape shape, Instant now) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      set(connection, insert, 1, shape);
      insert.setObject(3, time(now));
      insert.setObject(4, time(now));
      insert.setObject(5, time(now));
      boolean added = insert.executeUpdate() > 0;
      if (added) {
        Notices notices = new Notices();
        notices.functionsChanged();
        notices.effectsAreDue();
        notices.send(connection);
      }
      return added;
    }
  }

  static int want(Connection connection, WaitShape shape, Instant since, Instant now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(WANT)) {
      update.setObject(1, time(since));
      update.setObject(2, time(now));
      set(connection, update, 3, shape);
      return update.executeUpdate();
    }
  }

  /** Stores the transactions that may not know the shape, and that it has settled if all of them have ended. */
  static int settle(Connection connection, WaitShape shape) throws SQLException {
    int changed = 0;
    for (String statement : List.of(SETTLE_AT, SETTLE)) {
      try (PreparedStatement update = connection.prepareStatement(statement)) {
        set(connection, update, 1, shape);
        changed += update.executeUpdate();
      }
    }
    return changed;
  }

  static List<WaitShape> due(Connection connection, Instant now) throws SQLException {
    List<WaitShape> due = new ArrayList<>();
    try (PreparedStatement update = connection.prepareStatement(DUE)) {
      update.setObject(1, time(now.plus(BARRED)));
      update.setObject(2, time(now));
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          Array fields = rows.getArray("fields");
          due.add(new WaitShape(rows.getString("event"), List.of((String[]) fields.getArray())));
        }
      }
    }
    return due;
  }

  static int flip(Connection connection, WaitShape shape) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(FLIP)) {
      set(connection, update, 1, shape);
      return update.executeUpdate();
    }
  }

  static List<MatchKey> waited(Connection connection, WaitShape shape) throws SQLException {
    List<MatchKey> waited = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(WAITED)) {
      set(connection, select, 1, shape);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          waited.add(new MatchKey(rows.getString("event"), rows.getString("key")));
        }
      }
    }
    return waited;
  }

  static int checkAt(Connection connection, WaitShape shape, @Nullable Instant at)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CHECK_AT)) {
      update.setObject(1, time(at), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
      update.setObject(2, time(at), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
      set(connection, update, 3, shape);
      return update.executeUpdate();
    }
  }

  static Optional<Instant> nextCheck(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEXT_CHECK);
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.ofNullable(Sql.instantOrNull(row, "at")) : Optional.empty();
    }
  }

  private static void set(
      Connection connection, PreparedStatement statement, int first, WaitShape shape)
      throws SQLException {
    statement.setString(first, shape.event());
    statement.setArray(
        first + 1, connection.createArrayOf("text", shape.fields().toArray()));
  }
}
