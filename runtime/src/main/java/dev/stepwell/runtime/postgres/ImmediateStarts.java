package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.LimitKey;
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
      LimitStatements.LOCK_UNAWAITED + ";\n" + OPEN_LINES;

  private final Connection connection;
  private final Instant now;
  private final Map<Line, Integer> lines = new LinkedHashMap<>();
  private final Map<LimitKey, LimitState> states = new HashMap<>();
  private final Map<LimitKey, LimitState> changed = new HashMap<>();
  private final Set<Integer> open = new HashSet<>();

  private ImmediateStarts(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /** The runs of a function that have equal limits and keys. */
  private record Line(String functionId, String group) {}

  /** Takes what these runs need of their limits, in their order; returns those that have got it. Those without limits are not among them. */
  static Set<UUID> admit(Connection connection, Instant now, List<PendingStart> starts)
      throws SQLException {
    List<NewRun> limited = starts.stream()
        .map(PendingStart::run)
        .filter(run -> run.limits() != null)
        .toList();
    return limited.stream().anyMatch(NewRun::take)
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
      if (open.contains(line) && run.take() && take(limits)) {
        admitted.add(run.id());
      } else {
        open.remove(line);
      }
    }
    LimitGrants.take(connection, new Decision(List.of(), changed, Set.of(), null), states);
    return admitted;
  }

  private boolean take(RunLimits limits) {
    for (RunLimits.Use use : limits.uses()) {
      LimitState state = state(use.key());
      if (state == null || !state.admits(use.cost(), now)) {
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
    Set<LimitKey> keys = new TreeSet<>();
    for (NewRun run : runs) {
      RunLimits limits = run.limits();
      if (limits != null) {
        lines.putIfAbsent(new Line(run.functionId(), limits.group()), lines.size() + 1);
        limits.uses().forEach(use -> keys.add(use.key()));
      }
    }
    try (PreparedStatement lock = connection.prepareStatement(LOCK_AND_FIND_OPEN_LINES)) {
      lock.setArray(1, texts(connection, keys, LimitKey::limit));
      lock.setArray(2, texts(connection, keys, LimitKey::key));
      lock.setObject(3, time(now));
      lock.setObject(4, time(now));
      lock.setArray(5, texts(connection, lines.keySet(), Line::functionId));
      lock.setArray(6, texts(connection, lines.keySet(), Line::group));
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
