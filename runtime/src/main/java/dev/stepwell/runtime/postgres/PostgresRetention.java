package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.store.Retention;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Deletes old runs and events. The ids of runs grow with time, so that old ones are found by the primary key alone, and those
 * that are live are skipped only once per batch.
 */
final class PostgresRetention implements Retention {
  static final String LOCK = "select pg_try_advisory_xact_lock(hashtext('stepwell retention'))";
  static final String OLD = """
      select id, event_id from stepwell.run
      where id > ? and id < ? and ended_at < ?
      order by id
      limit ?""";
  static final String DELETE_STEPS = "delete from stepwell.step where run_id = any (?)";
  static final String DELETE_ATTEMPTS =
      "delete from stepwell.failed_attempt where run_id = any (?)";
  static final String DELETE_TAKEN = "delete from stepwell.taken_event where run_id = any (?)";
  static final String DELETE_SKIPPED = "delete from stepwell.skipped_run where run_id = any (?)";
  static final String DELETE_LINKS = "delete from stepwell.gathered_event where run_id = any (?)";
  static final String DELETE_RUNS = "delete from stepwell.run where id = any (?)";
  static final String DELETE_EVENTS = """
      with deleted as (
        delete from stepwell.event e
        where e.id = any (?) and e.accepted_at < ?
          and not exists (select from stepwell.run r where r.event_id = e.id)
          and not exists (select from stepwell.deferred d where d.event_id = e.id)
          and not exists (select from stepwell.gathered_event l where l.event_id = e.id)
        returning id
      )
      delete from stepwell.event_key k using deleted where k.event_id = deleted.id""";
  static final String UNHEARD = """
      select e.id from stepwell.event e
      where e.accepted_at < ?
        and not exists (select from stepwell.run r where r.event_id = e.id)
        and not exists (select from stepwell.deferred d where d.event_id = e.id)
        and not exists (select from stepwell.gathered_event l where l.event_id = e.id)
      limit ?""";
  static final String DELETE_KEYS = """
      delete from stepwell.idempotency
      where (function_id, key) in (
        select function_id, key from stepwell.idempotency where expires_at < now() limit ?)""";

  static final String DELETE_RATES = """
      with expired as (
        select function_id, key from stepwell.rate_limit where expires_at < now() limit ? for update skip locked
      ), starts as (
        delete from stepwell.rate_limit_start s using expired e where s.function_id = e.function_id and s.key = e.key
      )
      delete from stepwell.rate_limit r using expired e where r.function_id = e.function_id and r.key = e.key""";

  static final String OLDEST = "select id from stepwell.run order by id limit 1";

  /** No run of that time is left, whose timeouts it could prolong. */
  static final String DELETE_PAUSES = "delete from stepwell.past_pause where resumed_at < ?";

  private static final UUID FIRST = new UUID(0, 0);

  private final DataSource dataSource;
  private final Clock clock;
  private final IdleRules idle = new IdleRules();
  private UUID last = FIRST;

  PostgresRetention(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  @Override
  public synchronized boolean deleteEnded(Instant before, int max) {
    return Database.run(dataSource, "delete old runs", connection -> {
      if (!isAlone(connection)) {
        return false;
      }
      List<UUID> runs = new ArrayList<>();
      List<String> events = new ArrayList<>();
      find(connection, before, max, runs, events);
      boolean more = runs.size() == max;
      last = more ? runs.get(runs.size() - 1) : FIRST;
      deleteRuns(connection, runs);
      if (!more) {
        more = findUnheard(connection, before, max, events);
        deleteKeys(connection, max);
        deletePauses(connection, before);
        more |= idle.delete(connection, clock.now(), max);
      }
      deleteEvents(connection, before, events);
      return more;
    });
  }

  private static boolean isAlone(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement();
        ResultSet row = lock.executeQuery(LOCK)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private void find(
      Connection connection, Instant before, int max, List<UUID> runs, List<String> events)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OLD)) {
      select.setObject(1, last);
      select.setObject(2, Sql.firstId(before));
      select.setObject(3, time(before));
      select.setInt(4, max);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          runs.add(Sql.uuid(rows, "id"));
          events.add(rows.getString("event_id"));
        }
      }
    }
  }

  private static void deleteRuns(Connection connection, List<UUID> runs) throws SQLException {
    if (!runs.isEmpty()) {
      for (String statement : List.of(
          DELETE_STEPS, DELETE_ATTEMPTS, DELETE_TAKEN, DELETE_SKIPPED, DELETE_LINKS, DELETE_RUNS)) {
        try (PreparedStatement delete = connection.prepareStatement(statement)) {
          delete.setArray(1, uuids(connection, runs));
          delete.executeUpdate();
        }
      }
    }
  }

  private static boolean findUnheard(
      Connection connection, Instant before, int max, List<String> events) throws SQLException {
    int found = 0;
    try (PreparedStatement select = connection.prepareStatement(UNHEARD)) {
      select.setObject(1, time(before));
      select.setInt(2, max);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          events.add(rows.getString("id"));
          found++;
        }
      }
    }
    return found == max;
  }

  private static void deleteKeys(Connection connection, int max) throws SQLException {
    for (String statement : List.of(DELETE_KEYS, DELETE_RATES)) {
      try (PreparedStatement delete = connection.prepareStatement(statement)) {
        delete.setInt(1, max);
        delete.executeUpdate();
      }
    }
  }

  private static void deletePauses(Connection connection, Instant before) throws SQLException {
    Instant until = before;
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(OLDEST)) {
      if (row.next()) {
        Instant oldest = Sql.timeOf(Sql.uuid(row, "id"));
        until = oldest.isBefore(before) ? oldest : before;
      }
    }
    try (PreparedStatement delete = connection.prepareStatement(DELETE_PAUSES)) {
      delete.setObject(1, time(until));
      delete.executeUpdate();
    }
  }

  private static void deleteEvents(Connection connection, Instant before, List<String> events)
      throws SQLException {
    if (!events.isEmpty()) {
      try (PreparedStatement delete = connection.prepareStatement(DELETE_EVENTS)) {
        delete.setArray(1, connection.createArrayOf("text", events.toArray()));
        delete.setObject(2, time(before));
        delete.executeUpdate();
      }
    }
  }
}
