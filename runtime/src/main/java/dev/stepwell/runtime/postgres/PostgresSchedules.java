package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Schedule;
import dev.stepwell.runtime.store.Schedules;
import dev.stepwell.runtime.time.LogLimiter;
import dev.stepwell.runtime.time.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clocks that start runs. */
final class PostgresSchedules implements Schedules {
  static final String FORGET = """
      delete from stepwell.schedule s
      where s.function_id = any (?) and not exists (
        select from unnest(?::text[], ?::text[], ?::text[]) as k (function_id, expression, time_zone)
        where k.function_id = s.function_id and k.expression = s.expression and k.time_zone = s.time_zone)""";
  static final String ADD = """
      insert into stepwell.schedule (function_id, expression, time_zone, next_at)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
      on conflict do nothing""";
  static final String DUE = """
      select function_id, expression, time_zone, next_at from stepwell.schedule
      where next_at <= ? and function_id = any (?)
      order by next_at
      for update skip locked""";
  static final String NEXT = """
      update stepwell.schedule set next_at = ?
      where function_id = ? and expression = ? and time_zone = ?""";

  private static final Logger log = LoggerFactory.getLogger(PostgresSchedules.class);

  private final DataSource dataSource;
  private final LogLimiter limiter = new LogLimiter();

  PostgresSchedules(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void publish(Collection<String> functionIds, List<Schedule> schedules) {
    Database.run(dataSource, "publish the schedules of functions", connection -> {
      Sql.boundWaits(connection);
      try (PreparedStatement forget = connection.prepareStatement(FORGET);
          PreparedStatement add = connection.prepareStatement(ADD)) {
        forget.setArray(1, connection.createArrayOf("text", functionIds.toArray()));
        setKeys(connection, forget, 2, schedules);
        forget.executeUpdate();
        setKeys(connection, add, 1, schedules);
        add.setArray(4, texts(connection, schedules, s -> TimeRange.clamp(s.nextAt())));
        return add.executeUpdate();
      }
    });
  }

  private static void setKeys(
      Connection connection, PreparedStatement statement, int first, List<Schedule> schedules)
      throws SQLException {
    statement.setArray(first, texts(connection, schedules, Schedule::functionId));
    statement.setArray(first + 1, texts(connection, schedules, Schedule::expression));
    statement.setArray(first + 2, texts(connection, schedules, Schedule::timeZone));
  }

  @Override
  public OptionalInt tick(
      Set<String> functionIds, Instant now, long functionsVersion, Ticker ticker) {
    try {
      return tickAll(functionIds, now, functionsVersion, ticker);
    } catch (PostgresException e) {
      if (!e.isBlocked()) {
        throw e;
      }
      return tickOneByOne(functionIds, now, functionsVersion, ticker);
    }
  }

  /** Another transaction, such as a caller's, blocks some runs: they stay due, and the others start. */
  private OptionalInt tickOneByOne(
      Set<String> functionIds, Instant now, long functionsVersion, Ticker ticker) {
    int ticks = 0;
    for (String functionId : dueFunctions(functionIds, now)) {
      try {
        OptionalInt some = tickAll(Set.of(functionId), now, functionsVersion, ticker);
        if (some.isEmpty()) {
          return some;
        }
        ticks += some.getAsInt();
      } catch (PostgresException e) {
        if (!e.isBlocked()) {
          throw e;
        }
        if (limiter.admits(functionId)) {
          log.warn("A cron tick of {} waits: {}", functionId, e.getMessage());
        }
      }
    }
    return OptionalInt.of(ticks);
  }

  private Set<String> dueFunctions(Set<String> functionIds, Instant now) {
    return Database.read(
        dataSource,
        "see which crons are due",
        connection -> due(connection, functionIds, now).stream()
            .map(Schedule::functionId)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private OptionalInt tickAll(
      Set<String> functionIds, Instant now, long functionsVersion, Ticker ticker) {
    return Database.begun(dataSource, "start the runs of cron ticks", connection -> {
      TransactionStart.BRIEFLY.on(connection);
      Sql.identify(connection);
      if (GroupTransaction.functionsVersion(connection) != functionsVersion) {
        return OptionalInt.empty();
      }
      int ticks = 0;
      List<Dispatch> dispatches = new ArrayList<>();
      try (PreparedStatement update = connection.prepareStatement(NEXT)) {
        for (Schedule schedule : due(connection, functionIds, now)) {
          Ticked ticked = ticker.tick(schedule, now);
          if (ticked == null) {
            continue;
          }
          ticks++;
          Dispatch dispatch = ticked.dispatch();
          if (dispatch != null) {
            dispatches.add(dispatch);
          }
          update.setObject(1, time(ticked.next()));
          update.setString(2, schedule.functionId());
          update.setString(3, schedule.expression());
          update.setString(4, schedule.timeZone());
          update.executeUpdate();
        }
      }
      Notices notices = new Notices();
      new AppendStatements(connection, now, null, notices).append(dispatches);
      notices.send(connection);
      return OptionalInt.of(ticks);
    });
  }

  private static List<Schedule> due(Connection connection, Set<String> functionIds, Instant now)
      throws SQLException {
    List<Schedule> due = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(DUE)) {
      select.setObject(1, time(now));
      select.setArray(2, connection.createArrayOf("text", functionIds.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          due.add(new Schedule(
              rows.getString("function_id"),
              rows.getString("expression"),
              rows.getString("time_zone"),
              Sql.instant(rows, "next_at")));
        }
      }
    }
    return due;
  }
}
