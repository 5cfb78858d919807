package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deletes the rows of limits and rules that say nothing any more, some of each table at a time, in the order of their keys (ADR 89).
 *
 * <p>Rows that somebody else has locked are passed over. Whether a row is idle is decided by a second statement, while it is locked: only
 * so does it see what a sender has committed before it released the row.
 */
final class IdleRules {
  static final String LIMIT_KEYS = """
      select limit_name as function_id, key from stepwell.limit_key
      where (limit_name, key) > (?, ?) order by limit_name, key limit ?""";

  static final String LOCK_LIMIT_KEYS = """
      select k.limit_name as function_id, k.key
      from unnest(?::text[], ?::text[]) as l (limit_name, key)
      join stepwell.limit_key k on k.limit_name = l.limit_name and k.key = l.key
      order by k.limit_name, k.key
      for update of k skip locked""";

  static final String DELETE_LIMIT_KEYS = """
      delete from stepwell.limit_key k
      using unnest(?::text[], ?::text[]) as l (limit_name, key)
      where k.limit_name = l.limit_name and k.key = l.key
        and k.running = 0 and not k.awaited and (k.next_at is null or k.next_at < ?)""";

  static final String DELETE_DEBOUNCES = """
      delete from stepwell.debounce d
      using unnest(?::text[], ?::text[]) as l (function_id, key)
      where d.function_id = l.function_id and d.key = l.key
        and not exists (
          select from stepwell.run r where r.id = d.run_id and r.status = 'waiting' and r.started_at is null)""";

  static final String DELETE_BATCHES = """
      delete from stepwell.batch b
      using unnest(?::text[], ?::text[]) as l (function_id, key)
      where b.function_id = l.function_id and b.key = l.key
        and (b.first_at = 'infinity' or not exists (
          select from stepwell.run r where r.id = b.run_id and r.status = 'waiting' and r.started_at is null))""";

  static final String DELETE_SINGLETONS = """
      delete from stepwell.singleton s
      using unnest(?::text[], ?::text[]) as l (function_id, key)
      where s.function_id = l.function_id and s.key = l.key and s.next_run_id is null
        and not exists (select from stepwell.run r where r.id = s.run_id and r.ended_at is null)
        and not exists (select from stepwell.stopping_run t where t.run_id = s.run_id)""";

  /** What a claim has not committed yet counts as waiting. */
  static final String DELETE_BACKLOGS = """
      with idle as materialized (
        select b.function_id, b.key
        from unnest(?::text[], ?::text[]) as l (function_id, key)
        join stepwell.backlog b on b.function_id = l.function_id and b.key = l.key
        where b.waiting <= (
          select coalesce(sum(c.count), 0) from stepwell.backlog_change c
          where c.function_id = b.function_id and c.key = b.key)
      ), changes as (
        delete from stepwell.backlog_change c using idle i where c.function_id = i.function_id and c.key = i.key
      )
      delete from stepwell.backlog b using idle i where b.function_id = i.function_id and b.key = i.key""";

  /** Clocks of processes differ a little: what one of them still counts is kept. */
  private static final Duration CLOCKS = Duration.ofSeconds(10);

  /** The rules with one table row per function and key, and the statement that deletes idle rows. */
  private static final Map<String, String> RULES = new TreeMap<>(Map.of(
      "debounce", DELETE_DEBOUNCES,
      "batch", DELETE_BATCHES,
      "singleton", DELETE_SINGLETONS,
      "backlog", DELETE_BACKLOGS));

  private final Map<String, RuleKey> last = new HashMap<>();

  /** The next keys of a rule. */
  static String keys(String rule) {
    return "select function_id, key from stepwell." + rule
        + " where (function_id, key) > (?, ?) order by function_id, key limit ?";
  }

  /** Locks the keys among these that no other transaction has locked. */
  static String lock(String rule) {
    return "select k.function_id, k.key from unnest(?::text[], ?::text[]) as l (function_id, key)"
        + " join stepwell." + rule + " k on k.function_id = l.function_id and k.key = l.key"
        + " order by k.function_id, k.key for update of k skip locked";
  }

  /** Looks at the next rows of each table, at most this many, in a transaction that has begun; returns whether there may be more. */
  boolean delete(Connection connection, Instant now, int max) throws SQLException {
    List<RuleKey> limits = next(connection, "limit_key", LIMIT_KEYS, max);
    List<RuleKey> locked = locked(connection, LOCK_LIMIT_KEYS, limits);
    if (!locked.isEmpty()) {
      try (PreparedStatement delete = connection.prepareStatement(DELETE_LIMIT_KEYS)) {
        RuleKey.set(connection, delete, locked);
        delete.setObject(3, time(now.minus(CLOCKS)));
        delete.executeUpdate();
      }
    }
    boolean more = limits.size() == max;
    for (Map.Entry<String, String> rule : RULES.entrySet()) {
      List<RuleKey> keys = next(connection, rule.getKey(), keys(rule.getKey()), max);
      delete(connection, rule.getValue(), locked(connection, lock(rule.getKey()), keys));
      more |= keys.size() == max;
    }
    return more;
  }

  /** The keys after those that the last call has looked at; it begins again after the last ones. */
  private List<RuleKey> next(Connection connection, String table, String query, int max)
      throws SQLException {
    RuleKey after = last.getOrDefault(table, new RuleKey("", ""));
    List<RuleKey> keys = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, after.functionId());
      select.setString(2, after.key());
      select.setInt(3, max);
      read(select, keys);
    }
    if (keys.size() == max) {
      last.put(table, keys.get(max - 1));
    } else {
      last.remove(table);
    }
    return keys;
  }

  private static List<RuleKey> locked(Connection connection, String query, List<RuleKey> keys)
      throws SQLException {
    List<RuleKey> locked = new ArrayList<>();
    if (!keys.isEmpty()) {
      try (PreparedStatement lock = connection.prepareStatement(query)) {
        RuleKey.set(connection, lock, keys);
        read(lock, locked);
      }
    }
    return locked;
  }

  private static void read(PreparedStatement select, List<RuleKey> to) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        to.add(RuleKey.of(rows));
      }
    }
  }

  private static void delete(Connection connection, String statement, List<RuleKey> keys)
      throws SQLException {
    if (!keys.isEmpty()) {
      try (PreparedStatement delete = connection.prepareStatement(statement)) {
        RuleKey.set(connection, delete, keys);
        delete.executeUpdate();
      }
    }
  }
}
