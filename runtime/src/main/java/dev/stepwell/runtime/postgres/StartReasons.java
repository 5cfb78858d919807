package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.SkippedRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads why runs do not start by the rules of their functions. */
final class StartReasons {
  static final String SKIPPED =
      "select rule, key, successor from stepwell.skipped_run where run_id = ?";

  static final String SINGLETON = """
      select s.key, s.run_id, r.status
      from stepwell.singleton s
      join stepwell.run r on r.id = s.run_id
      where s.next_run_id = ?""";

  static final String GATHERING = """
      select gathering.key, (select count(*) from stepwell.gathered_event e where e.run_id = gathering.run_id) as events
      from (
        select d.key, d.run_id from stepwell.debounce d where d.run_id = ?
        union all
        select b.key, b.run_id from stepwell.batch b where b.run_id = ?
      ) as gathering""";

  private StartReasons() {}

  /** A run whose row of the reason is gone was skipped by an unknown rule of an earlier version. */
  static Reason skipped(Connection connection, UUID runId, @Nullable Instant at)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SKIPPED)) {
      select.setObject(1, runId);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Reason.Skipped(
                SkippedRun.Rule.ofWord(row.getString("rule")),
                row.getString("key"),
                row.getObject("successor", UUID.class),
                at)
            : new Reason.Ended(RunStatus.SKIPPED, at);
      }
    }
  }

  /** Adds why a run waits that has not started. */
  static void add(Connection connection, UUID runId, @Nullable Instant due, List<Reason> to)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SINGLETON)) {
      select.setObject(1, runId);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          to.add(new Reason.AwaitingSingleton(
              row.getString("key"),
              Sql.uuid(row, "run_id"),
              RunStatus.ofWord(row.getString("status"))));
        }
      }
    }
    if (due != null) {
      addGathering(connection, runId, due, to);
    }
  }

  private static void addGathering(Connection connection, UUID runId, Instant due, List<Reason> to)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(GATHERING)) {
      select.setObject(1, runId);
      select.setObject(2, runId);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          to.add(new Reason.GatheringEvents(row.getString("key"), row.getInt("events"), due));
        }
      }
    }
  }
}
