package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.FlowLimit;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitOverride;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the limits in force with what is taken of them and waits for them. */
final class LimitViews {
  private static final int MAX_LINES = 1_000;
  private static final int MAX_COUNT = 1_000;

  private final Connection connection;
  private final Instant now;

  LimitViews(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  private record Declared(FlowLimit limit, @Nullable LimitOverride override) {
    FlowLimit inForce() {
      return override == null ? limit : limit.withAmount(override.amount());
    }
  }

  private record Waiting(int count, boolean more) {
    private static final Waiting NONE = new Waiting(0, false);

    Waiting plus(int others) {
      return new Waiting(count + Math.min(others, MAX_COUNT), more || others > MAX_COUNT);
    }
  }

  /** The limits by name, each with at most this many keys. */
  List<LimitInfo> limits(int maxKeys) throws SQLException {
    Map<String, Declared> limits = declared();
    Map<LimitKey, LimitState> states = states(limits, maxKeys + 1);
    Map<LimitKey, Waiting> waiting = waiting();
    Map<String, Set<LimitKey>> keys = new HashMap<>();
    states.keySet().forEach(key -> add(keys, key));
    waiting.keySet().forEach(key -> add(keys, key));
    List<LimitInfo> infos = new ArrayList<>();
    limits.forEach((name, limit) -> {
      List<LimitInfo.Key> shown = keys.getOrDefault(name, Set.of()).stream()
          .map(key -> key(
              states.getOrDefault(key, new LimitState(key, limit.inForce(), 0, null)),
              waiting.getOrDefault(key, Waiting.NONE)))
          .filter(key -> key.running() > 0 || key.waiting() > 0 || key.nextStart() != null)
          .sorted(Comparator.comparing(LimitInfo.Key::waiting)
              .thenComparing(LimitInfo.Key::running)
              .reversed()
              .thenComparing(LimitInfo.Key::key))
          .toList();
      boolean complete = shown.size() <= maxKeys;
      infos.add(new LimitInfo(
          limit.limit, limit.override, complete ? shown : shown.subList(0, maxKeys), complete));
    });
    return infos;
  }

  private static void add(Map<String, Set<LimitKey>> keys, LimitKey key) {
    keys.computeIfAbsent(key.limit(), any -> new TreeSet<>()).add(key);
  }

  private LimitInfo.Key key(LimitState state, Waiting waiting) {
    Instant next = state.key().kind() == LimitKind.STARTS ? state.earliest(1, now) : now;
    return new LimitInfo.Key(
        state.key().key(),
        state.running(),
        waiting.count,
        waiting.more,
        next.isAfter(now) ? next : null);
  }

  private Map<String, Declared> declared() throws SQLException {
    Map<String, Declared> limits = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(LimitControlStatements.LIMITS);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String name = rows.getString("name");
        FlowLimit limit = LimitRows.limit(rows, name);
        if (limit != null) {
          limits.put(name, new Declared(limit, override(rows, now)));
        }
      }
    }
    return limits;
  }

  /** The override of this row; null if none holds now. */
  static @Nullable LimitOverride override(ResultSet row, Instant now) throws SQLException {
    Instant until = Sql.instantOrNull(row, "override_until");
    return until == null || !until.isAfter(now)
        ? null
        : new LimitOverride(row.getInt("override_amount"), until, row.getString("overridden_by"));
  }

  private Map<LimitKey, LimitState> states(Map<String, Declared> limits, int max)
      throws SQLException {
    Map<LimitKey, LimitState> states = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(LimitControlStatements.KEYS)) {
      select.setInt(1, max);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          LimitKey key = new LimitKey(rows.getString("name"), rows.getString("key"));
          Declared limit = limits.get(key.limit());
          if (limit != null) {
            states.put(
                key,
                new LimitState(
                    key,
                    limit.inForce(),
                    rows.getInt("running"),
                    Sql.instantOrNull(rows, "next_at")));
          }
        }
      }
    }
    return states;
  }

  private static boolean awaits(String line, LimitKind kind) {
    return switch (kind) {
      case ATTEMPTS -> true;
      case RUNS -> !line.endsWith("+");
      case STARTS -> !line.endsWith("+") && !line.endsWith("~");
    };
  }

  /** A run that has started waits for slots of attempts only, and a rerun in a line of its own waits for no token. */
  private Map<LimitKey, Waiting> waiting() throws SQLException {
    Map<LimitKey, Waiting> waiting = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(LimitControlStatements.WAITING)) {
      select.setInt(1, MAX_LINES);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String line = rows.getString("name");
          int count = rows.getInt("count");
          for (RunLimits.Use use : LimitRows.uses(rows)) {
            if (awaits(line, use.key().kind())) {
              Waiting before = waiting.getOrDefault(use.key(), Waiting.NONE);
              waiting.put(use.key(), before.plus(count));
            }
          }
        }
      }
    }
    try (PreparedStatement select =
            connection.prepareStatement(LimitControlStatements.STEPS_WAITING);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        int count = rows.getInt("count");
        for (RunLimits.Use use : LimitRows.uses(rows)) {
          waiting.merge(use.key(), Waiting.NONE.plus(count), (one, other) -> one.plus(count));
        }
      }
    }
    return waiting;
  }
}
