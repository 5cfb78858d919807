package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.runtime.model.StartRules.Keyed;
import dev.stepwell.runtime.time.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds events to the runs that wait for the last of several. */
final class DebounceStatements {
  /** Locks the rows of the keys, in the order of the keys. A new row names the first of the new runs. */
  static final String LOCK = """
      insert into stepwell.debounce as known (function_id, key, run_id, first_at, event_time)
      select k.function_id, k.key, k.run_id, given.now, 'infinity'
      from unnest(?::text[], ?::text[], ?::uuid[]) as k (function_id, key, run_id)
      cross join (select ?::timestamptz as now) as given
      order by k.function_id, k.key
      on conflict (function_id, key) do update set run_id = known.run_id
      returning function_id, key, run_id, first_at, event_time""";

  static final String NOTE = """
      update stepwell.debounce d
      set run_id = n.run_id, first_at = n.first_at, event_time = n.event_time
      from unnest(?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::timestamptz[])
        as n (function_id, key, run_id, first_at, event_time)
      where d.function_id = n.function_id and d.key = n.key""";

  private final Connection connection;
  private final Instant now;
  private final GatherStatements gather;

  DebounceStatements(Connection connection, Instant now, Notices notices) {
    this.connection = connection;
    this.now = now;
    this.gather = new GatherStatements(connection, notices);
  }

  /** The run of a key as it is stored, and then as it becomes. */
  private static final class Turn {
    private final List<PendingStart> starts = new ArrayList<>();
    private UUID runId = new UUID(0, 0);
    private Instant firstAt = Instant.EPOCH;
    private Instant eventTime = TimeRange.MIN;
    private boolean isStored;
    private @Nullable PendingStart last;
  }

  /** Adds the events of these starts to runs that wait, and says what becomes of the new runs. */
  void gather(List<PendingStart> starts, Gathered to) throws SQLException {
    Map<RuleKey, Turn> turns = new LinkedHashMap<>();
    for (PendingStart start : starts) {
      Keyed<DebounceDefinition> debounce = start.rules().debounce();
      if (debounce != null) {
        turns
            .computeIfAbsent(start.key(debounce.key()), any -> new Turn())
            .starts
            .add(start);
      }
    }
    if (turns.isEmpty()) {
      return;
    }
    lock(turns);
    List<UUID> stored = turns.values().stream()
        .filter(turn -> turn.isStored)
        .map(turn -> turn.runId)
        .toList();
    Set<UUID> waiting = gather.hold(stored);
    List<GatherStatements.Moved> moved = new ArrayList<>();
    for (Turn turn : turns.values()) {
      turn.isStored &= waiting.contains(turn.runId);
      gather(turn, moved, to);
    }
    gather.move(moved);
    note(turns);
  }

  private void gather(Turn turn, List<GatherStatements.Moved> moved, Gathered to) {
    PendingStart first = turn.starts.get(0);
    if (!turn.isStored) {
      turn.runId = first.runId();
      turn.firstAt = now;
      turn.eventTime = TimeRange.MIN;
    }
    for (PendingStart start : turn.starts) {
      Instant time = TimeRange.clamp(start.event().time());
      if (!time.isBefore(turn.eventTime)) {
        turn.eventTime = time;
        turn.last = start;
      }
      to.links.add(new GatherStatements.Link(turn.runId, start.event().id()));
      if (!start.runId().equals(turn.runId)) {
        to.joined.put(start.runId(), turn.runId);
      }
    }
    Instant dueAt = dueAt(Objects.requireNonNull(first.rules().debounce()).rule(), turn.firstAt);
    PendingStart last = turn.last;
    if (turn.isStored) {
      moved.add(new GatherStatements.Moved(
          turn.runId,
          dueAt,
          false,
          last == null ? null : last.event().id(),
          last == null ? List.of() : last.run().cancelledBy()));
    } else {
      PendingStart event = Objects.requireNonNull(last);
      to.waiting.put(
          turn.runId,
          new Gathered.Waiting(dueAt, false, event.event().id(), event.run().cancelledBy()));
    }
  }

  private Instant dueAt(DebounceDefinition debounce, Instant firstAt) {
    Instant quiet = TimeRange.after(now, debounce.period());
    Duration timeout = debounce.timeout();
    Instant latest = timeout == null ? quiet : TimeRange.after(firstAt, timeout);
    return latest.isBefore(quiet) ? latest : quiet;
  }

  private void lock(Map<RuleKey, Turn> turns) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      RuleKey.set(connection, lock, turns.keySet());
      lock.setArray(
          3,
          uuids(
              connection,
              turns.values().stream().map(t -> t.starts.get(0).runId()).toList()));
      lock.setObject(4, time(now));
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          Turn turn = Objects.requireNonNull(turns.get(RuleKey.of(rows)));
          Instant eventTime = Sql.instantOrNull(rows, "event_time");
          turn.isStored = eventTime != null;
          if (eventTime != null) {
            turn.runId = Sql.uuid(rows, "run_id");
            turn.firstAt = Sql.instant(rows, "first_at");
            turn.eventTime = eventTime;
          }
        }
      }
    }
  }

  private void note(Map<RuleKey, Turn> turns) throws SQLException {
    try (PreparedStatement note = connection.prepareStatement(NOTE)) {
      RuleKey.set(connection, note, turns.keySet());
      note.setObject(3, UuidArray.of(turns.values(), turn -> turn.runId));
      note.setArray(4, texts(connection, turns.values(), turn -> TimeRange.clamp(turn.firstAt)));
      note.setArray(5, texts(connection, turns.values(), turn -> turn.eventTime));
      note.executeUpdate();
    }
  }
}
