package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.MaxWaiting.WhenFull;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StartRules.Bounded;
import dev.stepwell.runtime.store.EventLog.Accepted.BacklogFull;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the events that are not accepted because as many runs wait as a bound allows, before anything of them is stored. */
final class BacklogCheck {
  static final String KNOWN = "select id from stepwell.event where id = any (?::text[])";

  private final Connection connection;

  BacklogCheck(Connection connection) {
    this.connection = connection;
  }

  /** The events that exceed a bound, whose rows are locked; without those that are stored already. */
  IdentityHashMap<Dispatch, BacklogFull> full(Collection<Dispatch> dispatches) throws SQLException {
    Set<RuleKey> keys = new LinkedHashSet<>();
    for (Dispatch dispatch : dispatches) {
      for (NewRun run : dispatch.starts()) {
        Bounded bound = rejecting(run);
        if (bound != null) {
          keys.add(new RuleKey(run.functionId(), bound.key()));
        }
      }
    }
    if (keys.isEmpty()) {
      return new IdentityHashMap<>();
    }
    Map<RuleKey, Long> waiting = new BacklogStatements(connection).count(keys);
    IdentityHashMap<Dispatch, BacklogFull> full = new IdentityHashMap<>();
    for (Dispatch dispatch : dispatches) {
      BacklogFull refusal = add(dispatch, waiting);
      if (refusal != null) {
        full.put(dispatch, refusal);
      }
    }
    forgetKnown(full);
    return full;
  }

  private static @Nullable Bounded rejecting(NewRun run) {
    StartRules rules = run.rules();
    if (rules == null || rules.gathers()) {
      return null;
    }
    Bounded bound = rules.maxWaiting();
    return bound != null && !bound.exempt() && bound.rule().whenFull() == WhenFull.REJECT
        ? bound
        : null;
  }

  /** Counts the runs of an event if none exceeds its bound; else returns the first that does. */
  private static @Nullable BacklogFull add(Dispatch dispatch, Map<RuleKey, Long> waiting) {
    Map<RuleKey, Long> added = new HashMap<>();
    for (NewRun run : dispatch.starts()) {
      Bounded bound = rejecting(run);
      if (bound == null) {
        continue;
      }
      RuleKey key = new RuleKey(run.functionId(), bound.key());
      long count = waiting.getOrDefault(key, 0L) + added.merge(key, 1L, Long::sum);
      if (count > bound.rule().limit()) {
        return new BacklogFull(run.functionId(), bound.rule().limit(), bound.key());
      }
    }
    added.forEach((key, count) -> waiting.merge(key, count, Long::sum));
    return null;
  }

  private void forgetKnown(IdentityHashMap<Dispatch, BacklogFull> full) throws SQLException {
    if (full.isEmpty()) {
      return;
    }
    Set<String> known = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
      List<Dispatch> dispatches = List.copyOf(full.keySet());
      select.setArray(
          1, texts(connection, dispatches, dispatch -> dispatch.event().id()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getString("id"));
        }
      }
    }
    full.keySet().removeIf(dispatch -> known.contains(dispatch.event().id()));
  }
}
