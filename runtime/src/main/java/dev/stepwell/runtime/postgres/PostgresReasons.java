package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads why runs do not move. */
final class PostgresReasons {
  static final String RUN = """
      select r.status, r.function_id, r.due_at, r.created_at, r.started_at, r.ended_at, now() as now,
        w.name as worker, f.paused_at, case when r.solitary then r.worker_deaths end as deaths,
        r.head_start,
        (select count(*) from stepwell.worker known where r.function_id = any (known.functions) and known.lease_until > now())
          as workers
      from stepwell.run r
      left join stepwell.worker w on w.id = r.worker_id
      left join stepwell.function f on f.id = r.function_id
      where r.id = ?""";
  static final String STEPS = """
      select s.id, s.kind, s.status, s.attempts, s.due_at, s.error, w.event, w.key,
        called.id as called_id, called.function_id as called_function_id, called.status as called_status
      from stepwell.step s
      left join stepwell.wait w on w.run_id = s.run_id and w.step_id >= s.id and w.step_id < s.id || chr(32)
      left join stepwell.run called on called.caller_run_id = s.run_id and called.caller_step_id = s.id
      where s.run_id = ? and s.status in ('waiting', 'retrying')
      order by s.started_at, s.id, w.number""";

  /**
   * Of those for which {@link ShapeStatements#SETTLE} waits, the oldest that have been open for a while. One of another role, whose
   * beginning may be hidden, began before the shape was added.
   */
  static final String TRANSACTIONS = """
      select distinct split_part(w.step_id, chr(31), 1) as step_id, open.pid, open.name, open.since
      from stepwell.wait w
      join stepwell.wait_shape s on s.event = w.event and s.fields = w.unsettled and not s.settled
      cross join lateral (
        select a.pid, a.application_name as name, coalesce(a.xact_start, s.added_at) as since from pg_stat_activity a
        where a.datname = current_database() and a.pid <> pg_backend_pid() and a.backend_xid is not null
          and age(a.backend_xid) > age(s.settles_at::xid)
        union all
        select null, p.gid, p.prepared from pg_prepared_xacts p
        where p.database = current_database() and age(p.transaction) > age(s.settles_at::xid)
      ) as open
      where w.run_id = ? and open.since < now() - interval '1 second'
      order by open.since, step_id
      limit 5""";

  static final String STUCK = """
      select s.step_id, s.since, w.name
      from stepwell.stuck_step s
      join stepwell.worker w on w.id = s.worker_id
      where s.run_id = ?
      order by s.since, s.step_id""";

  private final DataSource dataSource;
  private final StoredJson json;

  PostgresReasons(DataSource dataSource, StoredJson json) {
    this.dataSource = dataSource;
    this.json = json;
  }

  List<Reason> of(UUID runId) {
    return Database.read(dataSource, "read why a run does not progress", connection -> {
      List<Reason> reasons = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(RUN)) {
        select.setObject(1, runId);
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            add(connection, runId, row, reasons);
            addStuck(connection, runId, reasons);
          }
        }
      }
      return reasons;
    });
  }

  private void add(Connection connection, UUID runId, ResultSet row, List<Reason> to)
      throws SQLException {
    RunStatus status = RunStatus.ofWord(row.getString("status"));
    Instant created = Sql.instant(row, "created_at");
    Instant due = Sql.instantOrNull(row, "due_at");
    if (status == RunStatus.SKIPPED) {
      to.add(StartReasons.skipped(connection, runId, Sql.instantOrNull(row, "ended_at")));
      return;
    }
    if (status.isEnded()) {
      to.add(new Reason.Ended(status, Sql.instantOrNull(row, "ended_at")));
      return;
    }
    Instant now = Sql.instant(row, "now");
    if (status == RunStatus.RUNNING) {
      to.add(new Reason.Executing(
          Objects.requireNonNullElse(row.getString("worker"), "a worker that has left"),
          Objects.requireNonNullElse(Sql.instantOrNull(row, "started_at"), created)));
      to.addAll(LimitReasons.ofDelayedSteps(connection, runId, now));
    } else if (due != null && (!due.isAfter(now) || yields(row, status))) {
      to.addAll(due(connection, runId, row, row.getObject("head_start") == null ? due : created));
      return;
    }
    if (status == RunStatus.WAITING && row.getObject("started_at") == null) {
      StartReasons.add(connection, runId, due, to);
    }
    if (status == RunStatus.WAITING) {
      to.addAll(awaitedSlots(connection, runId, row, created));
    }
    addSteps(connection, runId, to);
    addTransactions(connection, runId, to);
    if (to.isEmpty() && due != null) {
      to.add(new Reason.Scheduled(due));
    }
  }

  /** Whether it is due and counts as younger than it is. */
  private static boolean yields(ResultSet row, RunStatus status) throws SQLException {
    return status == RunStatus.QUEUED && row.getInt("head_start") < 0;
  }

  private static void addTransactions(Connection connection, UUID runId, List<Reason> to)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(TRANSACTIONS)) {
      select.setObject(1, runId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          to.add(new Reason.AwaitingTransaction(
              rows.getString("step_id"),
              rows.getObject("pid", Integer.class),
              rows.getString("name"),
              Sql.instant(rows, "since")));
        }
      }
    }
  }

  private static void addStuck(Connection connection, UUID runId, List<Reason> to)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(STUCK)) {
      select.setObject(1, runId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          to.add(new Reason.IgnoringInterrupt(
              rows.getString("step_id"), rows.getString("name"), Sql.instant(rows, "since")));
        }
      }
    }
  }

  private static List<Reason> due(Connection connection, UUID runId, ResultSet row, Instant since)
      throws SQLException {
    String functionId = row.getString("function_id");
    Instant pausedAt = Sql.instantOrNull(row, "paused_at");
    if (pausedAt != null) {
      return List.of(new Reason.Paused(functionId, pausedAt));
    }
    int workers = row.getInt("workers");
    if (workers == 0) {
      return List.of(new Reason.NoWorker(functionId));
    }
    int deaths = row.getInt("deaths");
    if (deaths > 0) {
      return List.of(new Reason.AwaitingSolitude(deaths, since));
    }
    List<Reason> limits = LimitReasons.of(connection, runId, Sql.instant(row, "now"));
    return limits.isEmpty() ? List.of(new Reason.Queued(since, workers)) : limits;
  }

  /** Why steps that wait for slots have none; nothing if none waits. */
  private static List<Reason> awaitedSlots(
      Connection connection, UUID runId, ResultSet row, Instant since) throws SQLException {
    List<Reason> limits = LimitReasons.ofSteps(connection, runId, Sql.instant(row, "now"));
    if (limits == null) {
      return List.of();
    }
    String functionId = row.getString("function_id");
    Instant pausedAt = Sql.instantOrNull(row, "paused_at");
    int workers = row.getInt("workers");
    if (pausedAt != null) {
      return List.of(new Reason.Paused(functionId, pausedAt));
    } else if (workers == 0) {
      return List.of(new Reason.NoWorker(functionId));
    }
    return limits.isEmpty() ? List.of(new Reason.Queued(since, workers)) : limits;
  }

  private void addSteps(Connection connection, UUID runId, List<Reason> to) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(STEPS)) {
      select.setObject(1, runId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Reason reason = reason(rows);
          if (reason != null) {
            to.add(reason);
          }
        }
      }
    }
  }

  private @Nullable Reason reason(ResultSet row) throws SQLException {
    String step = row.getString("id");
    Instant due = Sql.instantOrNull(row, "due_at");
    String event = row.getString("event");
    String error = row.getString("error");
    String calledFunction = row.getString("called_function_id");
    if (StepStatus.ofWord(row.getString("status")) == StepStatus.RETRYING) {
      return due == null || error == null
          ? null
          : new Reason.AwaitingAttempt(step, row.getInt("attempts") + 1, due, json.error(error));
    }
    return switch (StepKind.ofWord(row.getString("kind"))) {
      case SLEEP -> due == null ? null : new Reason.Sleeping(step, due);
      case WAIT ->
        due == null || event == null
            ? null
            : new Reason.AwaitingEvent(step, event, row.getString("key"), due);
      case INVOKE ->
        calledFunction == null
            ? null
            : new Reason.AwaitingRun(
                step,
                Sql.uuid(row, "called_id"),
                calledFunction,
                RunStatus.ofWord(row.getString("called_status")));
      case STEP, SEND -> null;
    };
  }
}
