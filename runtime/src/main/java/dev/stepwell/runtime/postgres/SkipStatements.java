package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.SkippedRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Records that runs are skipped. */
final class SkipStatements {
  static final String RECORD = """
      insert into stepwell.skipped_run (run_id, rule, key, successor)
      select * from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[])
      on conflict do nothing""";

  /** Runs that are stored already; only those that no worker has taken. In the order of their ids. */
  static final String END = """
      with unstarted as (
        select r.id from stepwell.run r
        where r.id = any (?) and r.status in ('queued', 'waiting') and r.started_at is null
        order by r.id
        for no key update
      ), skipped as (
        update stepwell.run r set status = 'skipped', due_at = null, ended_at = ?
        from unstarted where r.id = unstarted.id
        returning r.id, r.caller_run_id
      ), forgotten as (
        delete from stepwell.cancellation c using skipped where c.run_id = skipped.id
      )
      select id, caller_run_id from skipped""";

  private final Connection connection;
  private final Instant now;
  private final RunEndEffects effects;

  SkipStatements(Connection connection, Instant now, Notices notices) {
    this.connection = connection;
    this.now = now;
    this.effects = new RunEndEffects(connection, now, notices);
  }

  /** Records why runs are skipped that are stored as such in the same transaction. */
  void record(List<SkippedRun> skipped) throws SQLException {
    if (skipped.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
      insert.setObject(1, UuidArray.of(skipped, SkippedRun::runId));
      insert.setArray(2, texts(connection, skipped, run -> run.rule().word()));
      insert.setArray(3, texts(connection, skipped, SkippedRun::key));
      insert.setObject(4, UuidArray.of(skipped, SkippedRun::successor));
      insert.executeUpdate();
    }
  }

  /** Skips runs that wait to start; one that has started or ended meanwhile is left alone. */
  void end(List<SkippedRun> waiting) throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    List<SkippedRun> ordered = waiting.stream()
        .sorted(Comparator.comparing(SkippedRun::runId, Sql.BY_ID))
        .toList();
    Set<UUID> ended = new HashSet<>();
    List<UUID> called = new ArrayList<>();
    try (PreparedStatement update = connection.prepareStatement(END)) {
      update.setObject(1, UuidArray.of(ordered, SkippedRun::runId));
      update.setObject(2, time(now));
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          ended.add(Sql.uuid(rows, "id"));
          if (rows.getObject("caller_run_id") != null) {
            called.add(Sql.uuid(rows, "id"));
          }
        }
      }
    }
    record(ordered.stream().filter(run -> ended.contains(run.runId())).toList());
    effects.ended(called);
    effects.releaseRules(ended);
  }
}
