package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.LimitChange;
import dev.stepwell.runtime.model.LimitChange.Action;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitOverride;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.LimitControl;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Limits as operators see and change them. */
final class PostgresLimitControl implements LimitControl {
  private static final int ALL_LINES = 1_000_000;

  private final DataSource dataSource;
  private final Clock clock;

  PostgresLimitControl(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  @Override
  public List<LimitInfo> limits(int maxKeys) {
    return Database.read(
        dataSource,
        "read the limits",
        connection -> new LimitViews(connection, clock.now()).limits(maxKeys));
  }

  @Override
  public boolean isDeclared(String limit) {
    return Database.read(dataSource, "look for a limit", connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(LimitControlStatements.DECLARED)) {
        select.setString(1, limit);
        try (ResultSet row = select.executeQuery()) {
          return row.next();
        }
      }
    });
  }

  @Override
  public boolean override(String limit, LimitOverride override) {
    return Database.run(dataSource, "override a limit", connection -> {
      Current current = lock(connection, limit);
      if (!current.isKnown) {
        return false;
      }
      set(connection, limit, override);
      record(
          connection,
          new LimitChange(
              0,
              clock.now(),
              override.by(),
              Action.OVERRIDE,
              limit,
              null,
              null,
              text(current.override),
              override.text()));
      Notices notices = new Notices();
      notices.runsAreDue();
      notices.runsAreDueAt(override.until());
      notices.send(connection);
      return true;
    });
  }

  @Override
  public boolean removeOverride(String limit, @Nullable String by) {
    return Database.run(dataSource, "remove the override of a limit", connection -> {
      Current current = lock(connection, limit);
      if (current.override == null) {
        return false;
      }
      set(connection, limit, null);
      record(
          connection,
          new LimitChange(
              0,
              clock.now(),
              by,
              Action.REMOVE_OVERRIDE,
              limit,
              null,
              null,
              text(current.override),
              null));
      return announce(connection);
    });
  }

  private record Current(boolean isKnown, @Nullable LimitOverride override) {}

  private Current lock(Connection connection, String limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(LimitControlStatements.LOCK_LIMIT)) {
      select.setString(1, limit);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Current(true, LimitViews.override(row, clock.now()))
            : new Current(false, null);
      }
    }
  }

  private static void set(Connection connection, String limit, @Nullable LimitOverride override)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(LimitControlStatements.OVERRIDE)) {
      update.setObject(1, override == null ? null : override.amount(), java.sql.Types.INTEGER);
      update.setObject(
          2,
          override == null ? null : time(override.until()),
          java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
      update.setString(3, override == null ? null : override.by());
      update.setString(4, limit);
      update.executeUpdate();
    }
  }

  private static @Nullable String text(@Nullable LimitOverride override) {
    return override == null ? null : override.text();
  }

  private static boolean announce(Connection connection) throws SQLException {
    Notices notices = new Notices();
    notices.runsAreDue();
    notices.send(connection);
    return true;
  }

  @Override
  public Set<UUID> drop(LimitKey key, int max, @Nullable String by) {
    return Database.run(dataSource, "cancel the runs that wait for a limit", connection -> {
      List<UUID> waiting = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(LimitControlStatements.DROPPED)) {
        select.setInt(1, ALL_LINES);
        select.setInt(2, max);
        select.setString(3, key.limit());
        select.setString(4, key.key());
        select.setInt(5, max);
        waiting.addAll(AppendStatements.uuidsOf(select));
      }
      Set<UUID> dropped = waiting.isEmpty()
          ? Set.of()
          : PostgresCancellations.cancel(connection, waiting, Run.BY_CALL, clock);
      if (!dropped.isEmpty()) {
        String after =
            dropped.size() + (dropped.size() == 1 ? " run cancelled" : " runs cancelled");
        record(connection, change(Action.DROP, by, key, null, after));
      }
      return dropped;
    });
  }

  @Override
  public boolean release(LimitKey key, @Nullable String by) {
    return Database.run(dataSource, "release a key of a limit", connection -> {
      String before = lock(connection, key);
      if (before == null) {
        return false;
      }
      int held = held(connection, key);
      try (PreparedStatement update = connection.prepareStatement(LimitControlStatements.SET_KEY)) {
        update.setInt(1, held);
        update.setString(2, key.limit());
        update.setString(3, key.key());
        update.executeUpdate();
      }
      record(connection, change(Action.RELEASE, by, key, before, held + " running"));
      return announce(connection);
    });
  }

  /** What is taken for the key; null if nothing is known of it. */
  private static @Nullable String lock(Connection connection, LimitKey key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LimitControlStatements.LOCK_KEY)) {
      select.setString(1, key.limit());
      select.setString(2, key.key());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        Instant next = Sql.instantOrNull(row, "next_at");
        return row.getInt("running") + " running" + (next == null ? "" : ", tokens until " + next);
      }
    }
  }

  private static int held(Connection connection, LimitKey key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LimitControlStatements.HELD)) {
      for (int first : List.of(1, 4, 7)) {
        select.setString(first, key.kind().word());
        select.setString(first + 1, key.limit());
        select.setString(first + 2, key.key());
      }
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt("slots");
      }
    }
  }

  @Override
  public boolean move(UUID runId, int seconds, @Nullable String by) {
    return Database.run(dataSource, "move a run that waits", connection -> {
      Integer before = headStart(connection, runId);
      if (before == null) {
        return false;
      }
      try (PreparedStatement update =
          connection.prepareStatement(LimitControlStatements.MOVE_STEPS)) {
        update.setInt(1, seconds);
        update.setObject(2, runId);
        update.executeUpdate();
      }
      try (PreparedStatement update = connection.prepareStatement(LimitControlStatements.MOVE)) {
        update.setInt(1, seconds);
        update.setObject(2, runId);
        update.executeUpdate();
      }
      record(
          connection,
          new LimitChange(
              0,
              clock.now(),
              by,
              Action.MOVE,
              null,
              null,
              runId,
              before + " seconds",
              seconds + " seconds"));
      return announce(connection);
    });
  }

  private static @Nullable Integer headStart(Connection connection, UUID runId)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LimitControlStatements.LOCK_RUN)) {
      select.setObject(1, runId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt("head_start") : null;
      }
    }
  }

  private LimitChange change(
      Action action, @Nullable String by, LimitKey key, @Nullable String before, String after) {
    return new LimitChange(0, clock.now(), by, action, key.limit(), key.key(), null, before, after);
  }

  private static void record(Connection connection, LimitChange change) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(LimitControlStatements.RECORD)) {
      insert.setObject(1, time(change.at()));
      insert.setString(2, change.by());
      insert.setString(3, change.action().word());
      insert.setString(4, change.limit());
      insert.setString(5, change.key());
      insert.setObject(6, change.runId(), java.sql.Types.OTHER);
      insert.setString(7, change.before());
      insert.setString(8, change.after());
      insert.executeUpdate();
    }
  }

  @Override
  public List<LimitChange> changes(@Nullable Long before, int max) {
    return Database.read(dataSource, "read the changes of limits", connection -> {
      List<LimitChange> changes = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(LimitControlStatements.CHANGES)) {
        select.setLong(1, before == null ? Long.MAX_VALUE : before);
        select.setInt(2, max);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            changes.add(change(rows));
          }
        }
      }
      return changes;
    });
  }

  private static LimitChange change(ResultSet row) throws SQLException {
    return new LimitChange(
        row.getLong("number"),
        Sql.instant(row, "changed_at"),
        row.getString("changed_by"),
        Action.ofWord(row.getString("action")),
        row.getString("limit_name"),
        row.getString("key"),
        row.getObject("run_id", UUID.class),
        row.getString("before"),
        row.getString("after"));
  }
}
