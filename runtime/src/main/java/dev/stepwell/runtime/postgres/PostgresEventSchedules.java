package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.EventSchedule;
import dev.stepwell.runtime.store.EventSchedules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The schedules that were created at run time. */
final class PostgresEventSchedules implements EventSchedules {
  static final String CREATE = """
      insert into stepwell.event_schedule (event, data, cron, time_zone, next_at, id)
      values (?, ?::json, ?, ?, ?, ?)
      on conflict do nothing""";

  static final String CHANGE = """
      update stepwell.event_schedule set event = ?, data = ?::json, cron = ?, time_zone = ?, next_at = ?
      where id = ?""";

  static final String PAUSE = """
      update stepwell.event_schedule set paused_at = ? where id = ? and paused_at is null""";

  static final String RESUME = """
      update stepwell.event_schedule set paused_at = null, next_at = ? where id = ? and paused_at is not null""";

  static final String DELETE = "delete from stepwell.event_schedule where id = ?";

  static final String FIND = """
      select id, event, data, cron, time_zone, next_at, paused_at from stepwell.event_schedule where id = ?""";

  static final String LIST = """
      select id, event, data, cron, time_zone, next_at, paused_at from stepwell.event_schedule
      where id > ?
      order by id
      limit ?""";

  /** A bound, so that thousands of schedules of one minute do not make one long transaction. */
  static final String DUE = """
      select id, event, data, cron, time_zone, next_at, paused_at from stepwell.event_schedule
      where next_at <= ? and paused_at is null and id <> all (?)
      order by next_at
      limit 500
      for update skip locked""";

  static final String NEXT = """
      update stepwell.event_schedule s set next_at = t.next_at
      from unnest(?::text[], ?::timestamptz[]) as t (id, next_at)
      where s.id = t.id""";

  private final DataSource dataSource;

  PostgresEventSchedules(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public boolean create(EventSchedule schedule) {
    return store("create a schedule", CREATE, schedule);
  }

  @Override
  public boolean change(EventSchedule schedule) {
    return store("change a schedule", CHANGE, schedule);
  }

  private boolean store(String what, String sql, EventSchedule schedule) {
    return changed(what, sql, schedule.id(), statement -> {
      statement.setString(1, schedule.event());
      statement.setString(2, schedule.data());
      statement.setString(3, schedule.cron());
      statement.setString(4, schedule.timeZone());
      statement.setObject(5, time(schedule.nextAt()));
      statement.setString(6, schedule.id());
    });
  }

  @Override
  public boolean pause(String id, Instant at) {
    return changed("pause a schedule", PAUSE, id, statement -> {
      statement.setObject(1, time(at));
      statement.setString(2, id);
    });
  }

  @Override
  public boolean resume(String id, Instant nextAt) {
    return changed("resume a schedule", RESUME, id, statement -> {
      statement.setObject(1, time(nextAt));
      statement.setString(2, id);
    });
  }

  @Override
  public boolean delete(String id) {
    return changed("delete a schedule", DELETE, id, statement -> statement.setString(1, id));
  }

  /** Sets the parameters of a statement. */
  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** Executes a statement about one schedule; wakes the workers if it changed one, so that they look when it ticks next. */
  private boolean changed(String what, String sql, String id, Parameters parameters) {
    return Identifiers.isStorable(id)
        && Database.run(dataSource, what, connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            boolean changed = statement.executeUpdate() > 0;
            if (changed) {
              Notices notices = new Notices();
              notices.functionsChanged();
              notices.send(connection);
            }
            return changed;
          }
        });
  }

  @Override
  public Optional<EventSchedule> find(String id) {
    return Identifiers.isStorable(id)
        ? select("find a schedule", FIND, statement -> statement.setString(1, id)).stream()
            .findFirst()
        : Optional.empty();
  }

  @Override
  public List<EventSchedule> list(String after, int max) {
    return select("list schedules", LIST, statement -> {
      statement.setString(1, after);
      statement.setInt(2, max);
    });
  }

  private List<EventSchedule> select(String what, String sql, Parameters parameters) {
    return Database.read(dataSource, what, connection -> select(connection, sql, parameters));
  }

  private static List<EventSchedule> select(
      Connection connection, String sql, Parameters parameters) throws SQLException {
    List<EventSchedule> schedules = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          schedules.add(new EventSchedule(
              rows.getString("id"),
              rows.getString("event"),
              rows.getString("data"),
              rows.getString("cron"),
              rows.getString("time_zone"),
              Sql.instant(rows, "next_at"),
              Sql.instantOrNull(rows, "paused_at")));
        }
      }
    }
    return schedules;
  }

  @Override
  public int tick(Instant now, Ticker ticker) {
    return Database.run(dataSource, "send the events of schedules", connection -> {
      Map<String, Ticked> ticks = ticks(connection, now, ticker);
      if (ticks.isEmpty()) {
        return 0;
      }
      try (PreparedStatement update = connection.prepareStatement(NEXT)) {
        update.setArray(1, Sql.texts(connection, ticks.keySet(), id -> id));
        update.setArray(2, Sql.texts(connection, ticks.values(), Ticked::next));
        update.executeUpdate();
      }
      List<Dispatch> dispatches = ticks.values().stream().map(Ticked::dispatch).toList();
      Notices notices = new Notices();
      new AppendStatements(connection, now, null, notices).append(dispatches);
      notices.send(connection);
      return ticks.size();
    });
  }

  /** The ticks of due schedules, by id. However many schedules come first that cannot tick, it reaches the others. */
  private static Map<String, Ticked> ticks(Connection connection, Instant now, Ticker ticker)
      throws SQLException {
    Map<String, Ticked> ticks = new LinkedHashMap<>();
    Set<String> left = new HashSet<>();
    boolean isEnd = false;
    while (ticks.isEmpty() && !isEnd) {
      List<EventSchedule> due = select(connection, DUE, statement -> {
        statement.setObject(1, time(now));
        statement.setArray(2, Sql.texts(connection, left, id -> id));
      });
      isEnd = due.isEmpty();
      for (EventSchedule schedule : due) {
        Ticked ticked = ticker.tick(schedule, now);
        if (ticked == null) {
          left.add(schedule.id());
        } else {
          ticks.put(schedule.id(), ticked);
        }
      }
    }
    return ticks;
  }
}
