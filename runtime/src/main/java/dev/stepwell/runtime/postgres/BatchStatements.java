package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.runtime.model.StartRules.Gathering;
import dev.stepwell.runtime.time.TimeRange;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts events together in runs. The rows of their keys are locked. */
final class BatchStatements {
  static final String READ = """
      select b.function_id, b.key, b.run_id, b.first_at, b.size, b.bytes
      from unnest(?::text[], ?::text[]) as k (function_id, key)
      join stepwell.batch b on b.function_id = k.function_id and b.key = k.key""";

  static final String NOTE = """
      update stepwell.batch b
      set run_id = n.run_id, first_at = n.first_at, size = n.size, bytes = n.bytes
      from unnest(?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::int[], ?::bigint[])
        as n (function_id, key, run_id, first_at, size, bytes)
      where b.function_id = n.function_id and b.key = n.key""";

  private final Connection connection;
  private final Instant now;
  private final GatherStatements gather;

  BatchStatements(Connection connection, Instant now, Notices notices) {
    this.connection = connection;
    this.now = now;
    this.gather = new GatherStatements(connection, notices);
  }

  /** A batch that gathers events. */
  private static final class Open {
    private final UUID runId;
    private final @Nullable PendingStart start;
    private final Instant firstAt;
    private int size;
    private long bytes;

    private Open(UUID runId, @Nullable PendingStart start, Instant firstAt, int size, long bytes) {
      this.runId = runId;
      this.start = start;
      this.firstAt = firstAt;
      this.size = size;
      this.bytes = bytes;
    }
  }

  /** The batch of a key as it is stored, and then as it becomes. */
  private static final class Turn {
    private final List<PendingStart> starts = new ArrayList<>();
    private @Nullable Open open;
  }

  /** Adds the events of these starts to batches, and says what becomes of the new runs. */
  void gather(List<PendingStart> starts, Gathered to) throws SQLException {
    Map<RuleKey, Turn> turns = new LinkedHashMap<>();
    for (PendingStart start : starts) {
      Gathering batch = start.rules().batch();
      if (batch != null && batch.joins()) {
        turns.computeIfAbsent(start.key(batch.key()), any -> new Turn()).starts.add(start);
      }
    }
    if (turns.isEmpty()) {
      return;
    }
    read(turns);
    hold(turns);
    List<GatherStatements.Moved> moved = new ArrayList<>();
    for (Turn turn : turns.values()) {
      for (PendingStart start : turn.starts) {
        add(turn, start, moved, to);
      }
    }
    gather.move(moved);
    note(turns);
  }

  private void hold(Map<RuleKey, Turn> turns) throws SQLException {
    List<UUID> stored = turns.values().stream()
        .map(turn -> turn.open)
        .filter(Objects::nonNull)
        .map(open -> open.runId)
        .toList();
    Set<UUID> waiting = gather.hold(stored);
    for (Turn turn : turns.values()) {
      if (turn.open != null && !waiting.contains(turn.open.runId)) {
        turn.open = null;
      }
    }
  }

  private void add(Turn turn, PendingStart start, List<GatherStatements.Moved> moved, Gathered to) {
    BatchDefinition batch = Objects.requireNonNull(start.rules().batch()).rule();
    long bytes = start.event().data().getBytes(StandardCharsets.UTF_8).length;
    Open open = turn.open;
    if (open != null && open.bytes + bytes > batch.maxBytes()) {
      close(open, moved, to);
      open = null;
    }
    if (open == null) {
      open = new Open(start.runId(), start, now, 0, 0);
      to.waiting.put(
          start.runId(),
          new Gathered.Waiting(
              TimeRange.after(now, batch.timeout()),
              false,
              start.event().id(),
              start.run().cancelledBy()));
    } else {
      to.joined.put(start.runId(), open.runId);
    }
    to.links.add(new GatherStatements.Link(open.runId, start.event().id()));
    open.size++;
    open.bytes += bytes;
    boolean full = open.size >= batch.maxSize() || open.bytes >= batch.maxBytes();
    if (full) {
      close(open, moved, to);
    }
    turn.open = full ? null : open;
  }

  private void close(Open open, List<GatherStatements.Moved> moved, Gathered to) {
    PendingStart start = open.start;
    if (start == null) {
      moved.add(new GatherStatements.Moved(open.runId, now, true, null, List.of()));
    } else {
      to.waiting.put(
          open.runId,
          new Gathered.Waiting(now, true, start.event().id(), start.run().cancelledBy()));
    }
  }

  private void read(Map<RuleKey, Turn> turns) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      RuleKey.set(connection, read, turns.keySet());
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          Instant firstAt = Sql.instantOrNull(rows, "first_at");
          if (firstAt != null) {
            Objects.requireNonNull(turns.get(RuleKey.of(rows))).open = new Open(
                Sql.uuid(rows, "run_id"),
                null,
                firstAt,
                rows.getInt("size"),
                rows.getLong("bytes"));
          }
        }
      }
    }
  }

  /** A key without a batch that gathers events has a row that says so. */
  private void note(Map<RuleKey, Turn> turns) throws SQLException {
    List<Open> open = new ArrayList<>();
    for (Turn turn : turns.values()) {
      open.add(turn.open == null ? new Open(new UUID(0, 0), null, Instant.MAX, 0, 0) : turn.open);
    }
    try (PreparedStatement note = connection.prepareStatement(NOTE)) {
      RuleKey.set(connection, note, turns.keySet());
      note.setObject(3, UuidArray.of(open, one -> one.runId));
      note.setArray(
          4,
          texts(
              connection,
              open,
              one -> one.firstAt.equals(Instant.MAX) ? "infinity" : TimeRange.clamp(one.firstAt)));
      note.setArray(5, Sql.numbers(connection, open, one -> one.size));
      note.setArray(6, texts(connection, open, one -> one.bytes));
      note.executeUpdate();
    }
  }
}
