package dev.stepwell.runtime.postgres;

import dev.stepwell.MaxWaiting.WhenFull;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.SkippedRun.Rule;
import dev.stepwell.runtime.model.StartRules.Bounded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Applies bounds on the runs that wait for their first attempt to the new runs of one transaction. */
final class BacklogBound {
  private final BacklogStatements statements;
  private final List<BacklogStatements.Waiting> added = new ArrayList<>();

  BacklogBound(Connection connection) {
    this.statements = new BacklogStatements(connection);
  }

  /**
   * Plans which of the new runs are skipped; returns the runs that are stored already and skipped for new ones. A run that gathers events
   * does not count, and one that replaces another does not add to those that wait.
   *
   * @param leaving stored runs that are skipped for new ones
   */
  List<SkippedRun> bound(Collection<PlannedRun> runs, Collection<SkippedRun> leaving)
      throws SQLException {
    Map<RuleKey, List<PlannedRun>> byKey = new HashMap<>();
    for (PlannedRun run : runs) {
      Bounded bound = run.start().rules().maxWaiting();
      if (bound != null && run.skipped() == null && !run.start().rules().gathers()) {
        byKey
            .computeIfAbsent(run.start().key(bound.key()), any -> new ArrayList<>())
            .add(run);
      }
    }
    Map<RuleKey, Long> waiting = statements.count(byKey.keySet());
    Set<UUID> gone = leaving.stream().map(SkippedRun::runId).collect(Collectors.toSet());
    if (!byKey.isEmpty()) {
      statements
          .counted(gone)
          .forEach(key -> waiting.computeIfPresent(key, (any, count) -> count - 1));
    }
    List<SkippedRun> replaced = new ArrayList<>();
    for (Map.Entry<RuleKey, List<PlannedRun>> entry : byKey.entrySet()) {
      long before = waiting.getOrDefault(entry.getKey(), 0L);
      replaced.addAll(bound(entry.getKey(), entry.getValue(), before, gone));
    }
    return replaced;
  }

  private List<SkippedRun> bound(RuleKey key, List<PlannedRun> runs, long before, Set<UUID> leaving)
      throws SQLException {
    List<PlannedRun> counted = new ArrayList<>();
    List<SkippedRun> replaced = new ArrayList<>();
    long waiting = before;
    List<UUID> oldest = null;
    for (PlannedRun run : runs) {
      Bounded bound = Objects.requireNonNull(run.start().rules().maxWaiting());
      boolean full =
          !bound.exempt() && !run.replacesAnother() && waiting >= bound.rule().limit();
      if (full && bound.rule().whenFull() != WhenFull.SKIP_OLDEST) {
        run.skip(Rule.MAX_WAITING, key.key(), null);
        continue;
      }
      if (full) {
        if (oldest == null) {
          oldest = new ArrayList<>(statements.oldest(key, runs.size() + leaving.size()));
          oldest.removeAll(leaving);
        }
        if (!oldest.isEmpty()) {
          replaced.add(new SkippedRun(
              oldest.remove(0), key.functionId(), Rule.MAX_WAITING, key.key(), run.id()));
        } else if (!counted.isEmpty()) {
          counted.remove(0).skip(Rule.MAX_WAITING, key.key(), run.id());
          waiting--;
        }
      }
      counted.add(run);
      waiting++;
    }
    counted.forEach(run -> added.add(new BacklogStatements.Waiting(run.id(), key)));
    return replaced;
  }

  /** Counts the new runs that wait, once they are stored. */
  void add() throws SQLException {
    statements.add(added);
  }
}
