package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.store.RunAdmission.Decision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Admits new runs under their limits in the transaction that stores them, so that they need no claim: those in whose line no run waits, under
 * limits for which none waits either (ADR 119). The rows of their limits are locked from then until the commit, so the transaction must not
 * lock anything else after them.
 */
final class ImmediateStarts {
  /** Those of these lines in which no run waits. */
  static final String OPEN_LINES = """
      select l.number
      from unnest(?::text[], ?::text[]) with ordinality as l (function_id, name, number)
      where not exists (
        select from stepwell.run r
        where r.function_id = l.function_id and r.limit_group = l.name and r.status = 'queued')""";

  private static final String LOCK_AND_FIND_OPEN_LINES =
      LimitStatements.LOCK_FREE + ";\n" + OPEN_LINES;

  private final Connection connection;
  private final Instant now;
  private final Map<Line, Integer> lines = new LinkedHashMap<>();
  private final Map<LimitKey, LimitState> states = new HashMap<>();
  private final Map<LimitKey, LimitState> changed = new HashMap<>();
  private final Set<LimitKey> exhausted = new TreeSet<>();
  private final Set<Integer> open = new HashSet<>();

  private ImmediateStarts(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /** The runs of a function that have equal limits and keys. */
  private record Line(String functionId, String group) {}

  /** A limit of a line. */
  private record LineUse(Line line, LimitKey key) {}

  /** Takes what these runs need of their limits, in their order; returns those that have got it. Those without limits are not among them. */
  static Set<UUID> admit(Connection connection, Instant now, List<PendingStart> starts)
      throws SQLException {
    List<NewRun> limited = starts.stream()
        .map(PendingStart::run)
        .filter(run -> run.limits() != null)
        .toList();
    return limited.stream().anyMatch(ImmediateStarts::mayTake)
        ? new ImmediateStarts(connection, now).admit(limited)
        : Set.of();
  }

  private Set<UUID> admit(List<NewRun> runs) throws SQLException {
    lock(runs);
    Set<UUID> admitted = new HashSet<>();
    for (NewRun run : runs) {
      RunLimits limits = run.limits();
      if (limits == null) {
        continue;
      }
      int line = lines.getOrDefault(new Line(run.functionId(), limits.group()), 0);
      if (open.contains(line) && mayTake(run) && take(limits)) {
        admitted.add(run.id());
      } else {
        open.remove(line);
      }
    }
    LimitGrants.take(connection, new Decision(List.of(), changed, exhausted, null), states);
    return admitted;
  }

  /**
   * Whether the worker has room for the run, and no run of another line can wait for its throttle: a run that waits for a token is in line,
   * and nothing at the limit says so.
   */
  private static boolean mayTake(NewRun run) {
    RunLimits limits = run.limits();
    return run.take()
        && limits != null
        && limits.uses().stream()
            .noneMatch(use -> use.key().kind() == LimitKind.STARTS
                && (limits.uses().size() > 1 || use.key().isShared()));
  }

  private boolean take(RunLimits limits) {
    for (RunLimits.Use use : limits.uses()) {
      LimitState state = state(use.key());
      if (state == null) {
        return false;
      } else if (!state.admits(use.cost(), now)) {
        if (use.key().kind() != LimitKind.STARTS) {
          exhausted.add(use.key());
        }
        return false;
      }
    }
    for (RunLimits.Use use : limits.uses()) {
      changed.put(use.key(), Objects.requireNonNull(state(use.key())).after(use.cost(), now, now));
    }
    return true;
  }

  /** What is taken of a limit; null if it is not locked. */
  private @Nullable LimitState state(LimitKey key) {
    return changed.getOrDefault(key, states.get(key));
  }

  private void lock(List<NewRun> runs) throws SQLException {
    Set<LineUse> uses = new LinkedHashSet<>();
    for (NewRun run : runs) {
      RunLimits limits = run.limits();
      if (limits != null) {
        Line line = new Line(run.functionId(), limits.group());
        lines.putIfAbsent(line, lines.size() + 1);
        if (mayTake(run)) {
          limits.uses().forEach(use -> uses.add(new LineUse(line, use.key())));
        }
      }
    }
    try (PreparedStatement lock = connection.prepareStatement(LOCK_AND_FIND_OPEN_LINES)) {
      lock.setArray(1, texts(connection, uses, use -> use.line.functionId));
      lock.setArray(2, texts(connection, uses, use -> use.line.group));
      lock.setArray(3, texts(connection, uses, use -> use.key.limit()));
      lock.setArray(4, texts(connection, uses, use -> use.key.key()));
      lock.setObject(5, time(now));
      lock.setObject(6, time(now));
      lock.setArray(7, texts(connection, lines.keySet(), Line::functionId));
      lock.setArray(8, texts(connection, lines.keySet(), Line::group));
      lock.execute();
      try (ResultSet rows = lock.getResultSet()) {
        states.putAll(LimitRows.states(rows));
      }
      lock.getMoreResults();
      try (ResultSet rows = lock.getResultSet()) {
        while (rows.next()) {
          open.add(rows.getInt("number"));
        }
      }
    }
  }
}
