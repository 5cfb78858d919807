package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.FlowLimit;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.WaitingRun;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads limits from rows. */
final class LimitRows {
  private LimitRows() {}

  /** What a run takes of its limits; none without limits. */
  static List<RunLimits.Use> uses(ResultSet row) throws SQLException {
    return uses(row, "limit_names", "limit_keys", row.getArray("limit_costs"));
  }

  private static List<RunLimits.Use> uses(
      ResultSet row, String nameColumn, String keyColumn, @Nullable Array costs)
      throws SQLException {
    Array names = row.getArray(nameColumn);
    if (names == null) {
      return List.of();
    }
    String[] limits = (String[]) names.getArray();
    String[] keys = (String[]) row.getArray(keyColumn).getArray();
    Integer[] units = costs == null ? null : (Integer[]) costs.getArray();
    List<RunLimits.Use> uses = new ArrayList<>(limits.length);
    for (int i = 0; i < limits.length; i++) {
      LimitKey key = new LimitKey(limits[i], keys[i]);
      uses.add(new RunLimits.Use(key, units == null ? 1 : units[i]));
    }
    return uses;
  }

  /** The first run of a line, without its id and its time. */
  static WaitingRun waiting(ResultSet row) throws SQLException {
    return new WaitingRun(
        new UUID(0, 0),
        "",
        uses(row),
        row.getBoolean("starts"),
        row.getBoolean("run_slots"),
        Instant.EPOCH,
        0);
  }

  /** A parked run of which a step waits since this time: it needs its own slots, and what the step needs. */
  static WaitingRun waitingForStep(
      ResultSet row, UUID runId, String line, Instant since, long bytes) throws SQLException {
    List<RunLimits.Use> all = new ArrayList<>(uses(row));
    uses(row, "own_names", "own_keys", null).stream()
        .filter(use -> use.key().kind() != LimitKind.STARTS)
        .forEach(all::add);
    return new WaitingRun(runId, line, all, true, row.getBoolean("run_slots"), since, bytes);
  }

  /** The keys of the limits of the run of this row of which it holds a slot while it executes. */
  static List<LimitKey> held(ResultSet row) throws SQLException {
    return uses(row, "limit_names", "limit_keys", null).stream()
        .map(RunLimits.Use::key)
        .filter(key -> key.kind() != LimitKind.STARTS)
        .toList();
  }

  /** What is taken of the limit of this row. */
  static LimitState state(ResultSet row) throws SQLException {
    String name = row.getString("name");
    return new LimitState(
        new LimitKey(name, row.getString("key")),
        limit(row, name),
        row.getInt("running"),
        Sql.instantOrNull(row, "next_at"));
  }

  /** What is taken of the limits of these rows. */
  static Map<LimitKey, LimitState> states(ResultSet rows) throws SQLException {
    Map<LimitKey, LimitState> states = new HashMap<>();
    while (rows.next()) {
      LimitState state = state(rows);
      states.put(state.key(), state);
    }
    return states;
  }

  /** The limit of this row; null if it has none. */
  static @Nullable FlowLimit limit(ResultSet row, String name) throws SQLException {
    int amount = row.getInt("amount");
    if (row.wasNull()) {
      return null;
    }
    long micros = row.getLong("period_micros");
    return row.wasNull()
        ? new FlowLimit(name, amount, null, null)
        : new FlowLimit(name, amount, Duration.of(micros, ChronoUnit.MICROS), row.getInt("burst"));
  }
}
