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
import java.util.ArrayList;
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

  /**
   * The events that exceed a bound, whose rows are locked; without those that are stored already. An event that is stored takes no place,
   * and one that is there several times takes one.
   */
  IdentityHashMap<Dispatch, BacklogFull> full(Collection<Dispatch> dispatches) throws SQLException {
    Set<RuleKey> keys = new LinkedHashSet<>();
    List<Dispatch> bounded = new ArrayList<>();
    for (Dispatch dispatch : dispatches) {
      for (NewRun run : dispatch.starts()) {
        Bounded bound = rejecting(run);
        if (bound != null) {
          keys.add(new RuleKey(run.functionId(), bound.key()));
          bounded.add(dispatch);
        }
      }
    }
    if (keys.isEmpty()) {
      return new IdentityHashMap<>();
    }
    Map<RuleKey, Long> waiting = new BacklogStatements(connection).count(keys);
    IdentityHashMap<Dispatch, BacklogFull> full = exceeding(dispatches, waiting, Set.of());
    return full.isEmpty() ? full : exceeding(dispatches, waiting, known(bounded));
  }

  private static IdentityHashMap<Dispatch, BacklogFull> exceeding(
      Collection<Dispatch> dispatches, Map<RuleKey, Long> waiting, Set<String> known) {
    IdentityHashMap<Dispatch, BacklogFull> full = new IdentityHashMap<>();
    Map<RuleKey, Long> counts = new HashMap<>(waiting);
    Set<String> counted = new HashSet<>(known);
    Map<String, BacklogFull> refusals = new HashMap<>();
    for (Dispatch dispatch : dispatches) {
      String id = dispatch.event().id();
      BacklogFull refusal = counted.add(id) ? add(dispatch, counts) : refusals.get(id);
      if (refusal != null) {
        refusals.put(id, refusal);
        full.put(dispatch, refusal);
      }
    }
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

  private Set<String> known(List<Dispatch> dispatches) throws SQLException {
    Set<String> known = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
      select.setArray(
          1, texts(connection, dispatches, dispatch -> dispatch.event().id()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getString("id"));
        }
      }
    }
    return known;
  }
}
