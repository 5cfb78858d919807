package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.FlowLimit;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.WaitingRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The due runs of a function that have equal limits and keys, as one reading without locks shows them. */
final class WaitingLine {
  private final String functionId;
  private final String group;
  private final WaitingRun head;
  private final Instant now;
  private final Map<LimitKey, LimitState> states = new HashMap<>();
  private final Set<LimitKey> awaited = new HashSet<>();

  /** The line of this row, which has this first run. */
  WaitingLine(ResultSet row, WaitingRun head, Instant now) throws SQLException {
    this.functionId = row.getString("function_id");
    this.group = row.getString("line");
    this.now = now;
    this.head = head;
  }

  /** Reads the first run of a line. */
  interface First {
    /** The run of this row. */
    WaitingRun of(ResultSet row) throws SQLException;
  }

  /** The lines of these rows. Each has one row per limit. */
  static List<WaitingLine> all(ResultSet rows, First first, Instant now) throws SQLException {
    List<WaitingLine> lines = new ArrayList<>();
    while (rows.next()) {
      if (lines.isEmpty() || !lines.get(lines.size() - 1).has(rows)) {
        lines.add(new WaitingLine(rows, first.of(rows), now));
      }
      lines.get(lines.size() - 1).add(rows);
    }
    return lines;
  }

  /** Adds what this row says of one of its limits, if it has some. */
  void add(ResultSet row) throws SQLException {
    if (row.getString("name") == null) {
      return;
    }
    LimitState state = LimitRows.state(row);
    states.put(state.key(), state);
    if (row.getBoolean("awaited")) {
      awaited.add(state.key());
    }
  }

  String functionId() {
    return functionId;
  }

  String group() {
    return group;
  }

  /** Whether this row belongs to it. */
  boolean has(ResultSet row) throws SQLException {
    return group.equals(row.getString("line")) && functionId.equals(row.getString("function_id"));
  }

  /** How many of its runs a claim reads: one more than may be admitted, by which it finds the limit exhausted. At most this many. */
  int reach(int most) {
    int reach = most;
    for (RunLimits.Use use : head.needs()) {
      FlowLimit limit = state(use).limit();
      if (limit != null) {
        int free = use.key().kind() == LimitKind.STARTS
            ? Objects.requireNonNull(limit.burst())
            : Math.max(0, limit.amount() - state(use).running());
        reach = Math.min(reach, free + 1);
      }
    }
    return reach;
  }

  /** The limits that its first run needs. */
  List<LimitKey> needs() {
    return head.needs().stream().map(RunLimits.Use::key).toList();
  }

  /** Whether it is certain that none of its runs can be claimed before a release is announced, or before {@link #nextStart}. */
  boolean isClosed() {
    return isAwaiting() || nextStart() != null;
  }

  private boolean isAwaiting() {
    return head.needs().stream()
        .anyMatch(use -> use.key().kind() != LimitKind.STARTS
            && awaited.contains(use.key())
            && !state(use).admits(use.cost(), now));
  }

  /** When its first run can start at the earliest; null if that is now, or if it waits for a release. */
  @Nullable
  Instant nextStart() {
    if (isAwaiting()) {
      return null;
    }
    Instant start = now;
    for (RunLimits.Use use : head.needs()) {
      if (use.key().kind() == LimitKind.STARTS) {
        Instant earliest = state(use).earliest(use.cost(), now);
        start = earliest.isAfter(start) ? earliest : start;
      }
    }
    return start.isAfter(now) ? start : null;
  }

  /**
   * Admits its first run, if these limits have room after other lines: then they are changed.
   *
   * @return the limit that has none; null if it is admitted
   */
  @Nullable
  LimitKey admitHead(Map<LimitKey, LimitState> taken) {
    for (RunLimits.Use use : head.needs()) {
      LimitState state = taken.getOrDefault(use.key(), state(use));
      if (!state.admits(use.cost(), now)) {
        return use.key();
      }
    }
    for (RunLimits.Use use : head.needs()) {
      taken.put(use.key(), taken.getOrDefault(use.key(), state(use)).after(use.cost(), now, now));
    }
    return null;
  }

  private LimitState state(RunLimits.Use use) {
    return states.getOrDefault(use.key(), new LimitState(use.key(), null, 0, null));
  }
}
