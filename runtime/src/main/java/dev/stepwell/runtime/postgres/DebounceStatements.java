package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

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

/** Adds events to the runs that wait for the last of several. The rows of their keys are locked. */
final class DebounceStatements {
  static final String READ = """
      select d.function_id, d.key, d.run_id, d.first_at, d.event_time
      from unnest(?::text[], ?::text[]) as k (function_id, key)
      join stepwell.debounce d on d.function_id = k.function_id and d.key = k.key""";

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
    read(turns);
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
    if (last != null && !last.runId().equals(turn.runId)) {
      to.receivers.put(last.runId(), turn.runId);
      to.superseded.add(turn.runId);
    }
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

  private void read(Map<RuleKey, Turn> turns) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      RuleKey.set(connection, read, turns.keySet());
      try (ResultSet rows = read.executeQuery()) {
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
