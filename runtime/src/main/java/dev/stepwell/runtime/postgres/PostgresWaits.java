package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.Waits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** What waits for events need of Postgres. */
final class PostgresWaits implements Waits {
  /** A shape that settles later than any transaction that has begun came with a backup of another server: it is new here. */
  static final String SETTLED = """
      select coalesce(settles_at <= pg_snapshot_xmin(pg_current_snapshot()), false) as settled,
        coalesce(settles_at > pg_snapshot_xmax(pg_current_snapshot()), true) as new
      from stepwell.wait_shape where event = ? and fields = ?::text[]""";

  static final String ADD = """
      with added as (
        insert into stepwell.wait_shape (event, fields) values (?, ?::text[])
        on conflict do nothing
        returning event
      )
      update stepwell.functions_version set version = version + 1 where exists (select from added)""";

  /** In a transaction after the one that added the shape: a transaction that begins later than this one sees the shape. */
  static final String SETTLE = """
      update stepwell.wait_shape set settles_at = pg_snapshot_xmax(pg_current_snapshot())
      where event = ? and fields = ?::text[]
        and coalesce(settles_at > pg_snapshot_xmax(pg_current_snapshot()), true)""";

  /** Text that jsonb cannot carry, the escaped character 0, is never equal to anything. */
  static final String FIND = """
      select e.id, e.name, e.data, e.time from stepwell.event e
      where e.name = ? and e.accepted_at >= ?
        and case when strpos(e.data::text, '\\u0000') > 0 then false
          else not exists (
            select from jsonb_each(?::jsonb) as field
            where (e.data::jsonb -> field.key) is distinct from field.value)
        end
        and not exists (select from stepwell.deferred d where d.event_id = e.id and d.effects = 'all')
      order by e.accepted_at
      limit ?""";

  private final DataSource dataSource;
  private final Set<WaitShape> settled = ConcurrentHashMap.newKeySet();

  PostgresWaits(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private enum State {
    UNKNOWN,
    NEW,
    UNSETTLED,
    SETTLED
  }

  @Override
  public boolean listen(WaitShape shape) {
    if (settled.contains(shape)) {
      return true;
    }
    State state = state(shape);
    if (state == State.UNKNOWN) {
      add(shape);
    }
    if (state == State.UNKNOWN || state == State.NEW) {
      settle(shape);
      state = state(shape);
    }
    if (state == State.SETTLED) {
      settled.add(shape);
    }
    return state == State.SETTLED;
  }

  private State state(WaitShape shape) {
    return Database.read(dataSource, "look for the shape of a wait", connection -> {
      try (PreparedStatement select = connection.prepareStatement(SETTLED)) {
        set(connection, select, shape);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next()) {
            return State.UNKNOWN;
          } else if (row.getBoolean("new")) {
            return State.NEW;
          }
          return row.getBoolean("settled") ? State.SETTLED : State.UNSETTLED;
        }
      }
    });
  }

  private void add(WaitShape shape) {
    Database.run(dataSource, "add the shape of a wait", connection -> {
      try (PreparedStatement insert = connection.prepareStatement(ADD)) {
        set(connection, insert, shape);
        if (insert.executeUpdate() > 0) {
          Notices notices = new Notices();
          notices.functionsChanged();
          notices.send(connection);
        }
      }
      return shape;
    });
  }

  private void settle(WaitShape shape) {
    Database.run(dataSource, "settle the shape of a wait", connection -> {
      try (PreparedStatement update = connection.prepareStatement(SETTLE)) {
        set(connection, update, shape);
        return update.executeUpdate();
      }
    });
  }

  private static void set(Connection connection, PreparedStatement statement, WaitShape shape)
      throws SQLException {
    statement.setString(1, shape.event());
    statement.setArray(2, connection.createArrayOf("text", shape.fields().toArray()));
  }

  @Override
  public List<Event> find(WaitShape shape, String match, Instant since, int most) {
    return Database.read(dataSource, "look back for an event", connection -> {
      try (PreparedStatement select = connection.prepareStatement(FIND)) {
        select.setString(1, shape.event());
        select.setObject(2, time(since));
        select.setString(3, match);
        select.setInt(4, most);
        List<Event> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            found.add(PostgresRuns.event(rows));
          }
        }
        return found;
      }
    });
  }
}
