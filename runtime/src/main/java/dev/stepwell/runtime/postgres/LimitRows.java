package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.FlowLimit;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads limits from rows. */
final class LimitRows {
  private LimitRows() {}

  /** What a run takes of its limits; none without limits. */
  static List<RunLimits.Use> uses(ResultSet row) throws SQLException {
    Array names = row.getArray("limit_names");
    if (names == null) {
      return List.of();
    }
    String[] limits = (String[]) names.getArray();
    String[] keys = (String[]) row.getArray("limit_keys").getArray();
    Array costs = row.getArray("limit_costs");
    Integer[] units = costs == null ? null : (Integer[]) costs.getArray();
    List<RunLimits.Use> uses = new ArrayList<>(limits.length);
    for (int i = 0; i < limits.length; i++) {
      LimitKey key = new LimitKey(limits[i], keys[i]);
      uses.add(new RunLimits.Use(key, units == null ? 1 : units[i]));
    }
    return uses;
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
