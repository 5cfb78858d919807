package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Counts the runs that wait for their first attempt, where a bound on them is declared (ADR 81).
 *
 * <p>A sender holds the row of the key. Whoever claims or cancels runs leaves a change, which the next sender subtracts, and so waits for
 * no sender. The count is never below what waits.
 */
final class BacklogStatements {
  /** As of after the lock. */
  static final String SUBTRACT = """
      with keys as materialized (
        select k.function_id, k.key from unnest(?::text[], ?::text[]) as k (function_id, key)
      ), changes as (
        delete from stepwell.backlog_change c using keys k
        where c.function_id = k.function_id and c.key = k.key
        returning c.function_id, c.key, c.count
      ), sums as (
        select k.function_id, k.key, coalesce(sum(c.count), 0) as count
        from keys k left join changes c on c.function_id = k.function_id and c.key = k.key
        group by k.function_id, k.key
      )
      update stepwell.backlog b set waiting = b.waiting - s.count
      from sums s where b.function_id = s.function_id and b.key = s.key
      returning b.function_id, b.key, b.waiting""";

  static final String ADD = """
      with added as (
        insert into stepwell.waiting_run (run_id, function_id, key)
        select w.run_id, w.function_id, w.key
        from unnest(?::uuid[], ?::text[], ?::text[]) with ordinality as w (run_id, function_id, key, number)
        order by w.number
        returning function_id, key
      ), sums as (
        select function_id, key, count(*) as count from added group by function_id, key
      )
      update stepwell.backlog b set waiting = b.waiting + s.count
      from sums s where b.function_id = s.function_id and b.key = s.key""";

  /** Passes over a run that is about to start. */
  static final String OLDEST = """
      select w.run_id
      from stepwell.waiting_run w
      join stepwell.run r on r.id = w.run_id
      where w.function_id = ? and w.key = ? and r.status in ('queued', 'waiting') and r.started_at is null
      order by w.number
      limit ?
      for no key update of r skip locked""";

  /** For runs that start, or end before; also for those that do not count. */
  static final String LEAVE = """
      with gone as (
        delete from stepwell.waiting_run where run_id = any (?) returning function_id, key
      )
      insert into stepwell.backlog_change (function_id, key, count)
      select function_id, key, count(*) from gone group by function_id, key""";

  static final String COUNTED = """
      select w.function_id, w.key from stepwell.waiting_run w where w.run_id = any (?)""";

  /** A run that waits from now on. */
  record Waiting(UUID runId, RuleKey key) {}

  private final Connection connection;

  BacklogStatements(Connection connection) {
    this.connection = connection;
  }

  /** How many runs wait for each of these keys, whose rows are locked. */
  Map<RuleKey, Long> count(Collection<RuleKey> ids) throws SQLException {
    Map<RuleKey, Long> waiting = new HashMap<>();
    if (ids.isEmpty()) {
      return waiting;
    }
    try (PreparedStatement subtract = connection.prepareStatement(SUBTRACT)) {
      RuleKey.set(connection, subtract, ids);
      try (ResultSet rows = subtract.executeQuery()) {
        while (rows.next()) {
          waiting.put(RuleKey.of(rows), rows.getLong("waiting"));
        }
      }
    }
    return waiting;
  }

  /** The keys for which these runs count, each as often as runs do. */
  List<RuleKey> counted(Collection<UUID> runs) throws SQLException {
    List<RuleKey> keys = new ArrayList<>();
    if (runs.isEmpty()) {
      return keys;
    }
    try (PreparedStatement select = connection.prepareStatement(COUNTED)) {
      select.setArray(1, uuids(connection, runs));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          keys.add(RuleKey.of(rows));
        }
      }
    }
    return keys;
  }

  /** Counts runs that wait from now on. */
  void add(List<Waiting> runs) throws SQLException {
    if (runs.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setObject(1, UuidArray.of(runs, Waiting::runId));
      insert.setArray(2, texts(connection, runs, run -> run.key.functionId()));
      insert.setArray(3, texts(connection, runs, run -> run.key.key()));
      insert.executeUpdate();
    }
  }

  /** The runs that have waited longest, and are not about to start. */
  List<UUID> oldest(RuleKey id, int max) throws SQLException {
    List<UUID> oldest = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(OLDEST)) {
      select.setString(1, id.functionId());
      select.setString(2, id.key());
      select.setInt(3, max);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          oldest.add(Sql.uuid(rows, "run_id"));
        }
      }
    }
    return oldest;
  }

  /** Notes that these runs do not wait for their first attempt any more. */
  static void leave(Connection connection, Collection<UUID> runs) throws SQLException {
    if (runs.isEmpty()) {
      return;
    }
    try (PreparedStatement delete = connection.prepareStatement(LEAVE)) {
      delete.setArray(1, uuids(connection, runs));
      delete.executeUpdate();
    }
  }
}
