package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.store.Reruns;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Repeats runs. */
final class PostgresReruns implements Reruns {
  static final String STATUS = """
      select r.status,
        exists (select from stepwell.step s where s.run_id = r.id and s.id = ?) as has_step
      from stepwell.run r where r.id = ?
      for share of r""";
  static final String RERUN = """
      insert into stepwell.run (id, function_id, event_id, status, due_at, created_at, rerun_of,
        limit_names, limit_keys, limit_costs, limit_group)
      select ?, function_id, event_id, 'queued', ?, ?, id,
        string_to_array(?, chr(31)), string_to_array(?, chr(31)), string_to_array(?, chr(31))::int[], ?
      from stepwell.run where id = ?""";
  static final String KEEP = """
      insert into stepwell.step
        (run_id, id, kind, status, attempts, input, result, error, due_at, started_at, ended_at, last_attempt_at, was)
      select ?, s.id, s.kind, s.status, s.attempts, s.input, s.result, s.error, s.due_at, s.started_at, s.ended_at,
        s.last_attempt_at, s.was
      from stepwell.step s
      join stepwell.step first on first.run_id = s.run_id and first.id = ?
      where s.run_id = ? and s.id <> first.id and s.status in ('completed', 'failed')
        and s.ended_at <= first.started_at""";
  static final String KEEP_TAKEN = """
      insert into stepwell.taken_event (run_id, event_id, step_id, last_number)
      select kept.run_id, t.event_id, t.step_id, t.last_number
      from stepwell.step kept
      join stepwell.taken_event t on t.run_id = ? and t.step_id = kept.id
      where kept.run_id = ? and kept.kind = 'wait'""";

  private final DataSource dataSource;
  private final Clock clock;

  PostgresReruns(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  @Override
  public Result rerun(NewRun run, UUID of, @Nullable String fromStep, long functionsVersion) {
    return Database.run(dataSource, "rerun a run", connection -> {
      Sql.identify(connection);
      if (GroupTransaction.functionsVersion(connection) != functionsVersion) {
        return Result.FUNCTIONS_CHANGED;
      }
      new RuleLocks(connection).hold(run);
      Result result = refusal(connection, of, fromStep);
      Notices notices = new Notices();
      if (result == Result.STARTED) {
        start(connection, run, of);
        GatherStatements.copy(connection, run.id(), of);
        boolean isLive = run.rules() == null
            || new RuledStarts(connection, clock.now(), notices).decideStored(run);
        if (fromStep != null) {
          keep(connection, run, of, fromStep);
        }
        if (isLive) {
          new StartStatements(connection, clock.now(), null, notices)
              .listenForCancellations(List.of(run));
        }
        notices.runsAreDue();
        notices.send(connection);
      }
      return result;
    });
  }

  /** The reason against a rerun; or that the run can be started. */
  private static Result refusal(Connection connection, UUID of, @Nullable String fromStep)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(STATUS)) {
      select.setString(1, fromStep);
      select.setObject(2, of);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Result.NO_RUN;
        } else if (!RunStatus.ofWord(row.getString("status")).isEnded()) {
          return Result.NOT_ENDED;
        }
        return fromStep == null || row.getBoolean("has_step") ? Result.STARTED : Result.NO_STEP;
      }
    }
  }

  private void start(Connection connection, NewRun run, UUID of) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(RERUN)) {
      insert.setObject(1, run.id());
      insert.setObject(2, time(clock.now()));
      insert.setObject(3, time(clock.now()));
      insert.setString(4, LimitColumns.names(run.limits()));
      insert.setString(5, LimitColumns.keys(run.limits()));
      insert.setString(6, LimitColumns.costs(run.limits()));
      insert.setString(7, LimitColumns.groupOfRerun(run.limits()));
      insert.setObject(8, of);
      insert.executeUpdate();
    }
  }

  private static void keep(Connection connection, NewRun run, UUID of, String fromStep)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
      insert.setObject(1, run.id());
      insert.setString(2, fromStep);
      insert.setObject(3, of);
      insert.executeUpdate();
    }
    try (PreparedStatement insert = connection.prepareStatement(KEEP_TAKEN)) {
      insert.setObject(1, of);
      insert.setObject(2, run.id());
      insert.executeUpdate();
    }
  }
}
