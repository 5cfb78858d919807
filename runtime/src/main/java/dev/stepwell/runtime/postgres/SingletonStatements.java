package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.Singleton.Mode;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.model.SingletonState;
import dev.stepwell.runtime.model.SingletonState.Decision;
import dev.stepwell.runtime.model.SingletonState.Live;
import dev.stepwell.runtime.model.StartRules.Keyed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides on new runs of singletons (ADR 80).
 *
 * <p>Whoever decides holds the row of the key ({@link RuleLocks}), and reads whether its runs are live. Whoever ends a run never holds that row, but leaves a
 * change that is settled later: so a sender and the end of a run do not wait for each other.
 */
final class SingletonStatements {
  /** Runs that have not started and may have to be skipped. One that somebody else has locked is about to start, or to end. */
  static final String LOCK_UNSTARTED = """
      select r.id
      from unnest(?::text[], ?::text[]) as k (function_id, key)
      join stepwell.singleton s on s.function_id = k.function_id and s.key = k.key
      join stepwell.run r on r.id = s.run_id
      where r.status = 'queued' and r.started_at is null
      order by r.id
      for no key update of r skip locked""";

  static final String READ = """
      select s.function_id, s.key, s.run_id, s.next_run_id, current.created_at, next.created_at as next_created_at,
        coalesce(current.ended_at is null and current.id is not null, false)
          or exists (select from stepwell.stopping_run t where t.run_id = s.run_id) as current_lives,
        coalesce(next.ended_at is null and next.id is not null, false) as next_lives
      from unnest(?::text[], ?::text[]) as k (function_id, key)
      join stepwell.singleton s on s.function_id = k.function_id and s.key = k.key
      left join stepwell.run current on current.id = s.run_id
      left join stepwell.run next on next.id = s.next_run_id""";

  static final String UPDATE = """
      update stepwell.singleton s
      set run_id = n.run_id, next_run_id = n.next_run_id,
        cancelling = n.cancelling or (s.cancelling and s.run_id = n.run_id)
      from unnest(?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::boolean[])
        as n (function_id, key, run_id, next_run_id, cancelling)
      where s.function_id = n.function_id and s.key = n.key""";

  static final String CHANGE = """
      insert into stepwell.singleton_change (run_id, due_at) select id, ? from unnest(?::uuid[]) as id""";

  private final Connection connection;
  private final Instant now;
  private final Notices notices;

  SingletonStatements(Connection connection, Instant now, Notices notices) {
    this.connection = connection;
    this.now = now;
    this.notices = notices;
  }

  /** The runs of a key as they are decided upon one after the other. */
  private static final class Turn {
    private SingletonState state = SingletonState.FREE;
    private boolean changed;
    private boolean cancelling;
  }

  /**
   * Decides on these runs in their order, and keeps which are live. The caller stores them as decided.
   *
   * @return the decision on each of those that are runs of singletons
   */
  Map<UUID, Decision> decide(List<PendingStart> starts) throws SQLException {
    Set<RuleKey> ids = new LinkedHashSet<>();
    boolean cancels = false;
    for (PendingStart start : starts) {
      Keyed<SingletonDefinition> singleton = start.rules().singleton();
      if (singleton != null) {
        ids.add(start.key(singleton.key()));
        cancels |= singleton.rule().mode() == Mode.CANCEL;
      }
    }
    if (ids.isEmpty()) {
      return Map.of();
    }
    Set<UUID> unstarted = cancels ? lockUnstarted(ids) : Set.of();
    Map<RuleKey, Turn> turns = read(ids, unstarted);
    Map<UUID, Decision> decisions = decide(starts, turns);
    turns.values().removeIf(turn -> !turn.changed);
    if (!turns.isEmpty()) {
      update(turns);
    }
    return decisions;
  }

  private Map<UUID, Decision> decide(List<PendingStart> starts, Map<RuleKey, Turn> turns) {
    Map<UUID, Decision> decisions = new HashMap<>();
    for (PendingStart start : starts) {
      Keyed<SingletonDefinition> singleton = start.rules().singleton();
      if (singleton == null) {
        continue;
      }
      Turn turn = turns.computeIfAbsent(start.key(singleton.key()), any -> new Turn());
      Decision decision = turn.state.decide(singleton.rule().mode(), now);
      SingletonState after = turn.state.after(decision, start.runId(), now);
      turn.changed |= !after.equals(turn.state);
      turn.cancelling |= decision.cancel();
      turn.state = after;
      decisions.put(start.runId(), decision);
    }
    return decisions;
  }

  private Set<UUID> lockUnstarted(Collection<RuleKey> ids) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK_UNSTARTED)) {
      RuleKey.set(connection, lock, ids);
      return AppendStatements.uuidsOf(lock);
    }
  }

  private Map<RuleKey, Turn> read(Collection<RuleKey> ids, Set<UUID> unstarted)
      throws SQLException {
    Map<RuleKey, Turn> turns = new HashMap<>();
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      RuleKey.set(connection, read, ids);
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          Turn turn = new Turn();
          turn.state = state(rows, unstarted);
          turns.put(RuleKey.of(rows), turn);
        }
      }
    }
    return turns;
  }

  /**
   * A run that has ended counts as live while its worker may still execute it, and while another waits for its end, which is then about to be
   * settled.
   */
  private static SingletonState state(ResultSet row, Set<UUID> unstarted) throws SQLException {
    Live next = row.getBoolean("next_lives")
        ? new Live(Sql.uuid(row, "next_run_id"), Sql.instant(row, "next_created_at"), false)
        : null;
    if (!row.getBoolean("current_lives") && next == null) {
      return SingletonState.FREE;
    }
    UUID runId = Sql.uuid(row, "run_id");
    Instant createdAt = Sql.instantOrNull(row, "created_at");
    return new SingletonState(
        new Live(runId, createdAt == null ? Instant.EPOCH : createdAt, !unstarted.contains(runId)),
        next);
  }

  private void update(Map<RuleKey, Turn> turns) throws SQLException {
    List<RuleKey> ids = new ArrayList<>(turns.keySet());
    List<Turn> all = ids.stream().map(turns::get).map(Objects::requireNonNull).toList();
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      RuleKey.set(connection, update, ids);
      update.setObject(3, UuidArray.of(all, turn -> runId(turn.state.current())));
      update.setObject(4, UuidArray.of(all, turn -> runId(turn.state.next())));
      update.setArray(
          5,
          connection.createArrayOf(
              "bool", all.stream().map(turn -> turn.cancelling).toArray(Boolean[]::new)));
      update.executeUpdate();
    }
    Set<UUID> cancelled = new HashSet<>();
    for (Turn turn : all) {
      if (turn.cancelling) {
        cancelled.add(Objects.requireNonNull(runId(turn.state.current())));
      }
    }
    change(connection, cancelled, now);
    if (!cancelled.isEmpty()) {
      notices.singletonsChanged();
    }
  }

  private static @Nullable UUID runId(@Nullable Live live) {
    return live == null ? null : live.runId();
  }

  /** Has the singletons of these runs settled at this time. */
  static void change(Connection connection, Collection<UUID> runs, Instant at) throws SQLException {
    if (runs.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(CHANGE)) {
      insert.setObject(1, time(at));
      insert.setArray(2, uuids(connection, runs));
      insert.executeUpdate();
    }
  }
}
