package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.time.TimeRange;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records steps and the ends of runs, for a worker whose lease is held in the same transaction. */
final class JournalStatements {
  /**
   * For steps with which rows come that a cancellation has to find: waits, and runs that are called. It waits for this transaction,
   * or this one sees it.
   */
  static final String HOLD_RUNS = """
      select id from stepwell.run where id = any (?) and worker_id = ? order by id for no key update""";

  static final String HELD = "select id from stepwell.run where id = any (?) and worker_id = ?";
  static final String LISTEN = """
      insert into stepwell.wait (run_id, step_id, event, key, arrived_at, since, until, unsettled)
      select w.run_id, w.step_id, w.event, w.key, w.arrived_at, coalesce(w.since, w.arrived_at), w.until,
        string_to_array(w.unsettled, chr(31))
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[])
        with ordinality as w (run_id, step_id, event, key, arrived_at, since, until, unsettled, number)
      order by w.number
      on conflict (run_id, step_id) do nothing""";

  /** With the rows of waits for the first of several events, whose ids are the step's and a control character. */
  static final String STOP_LISTENING = """
      delete from stepwell.wait w using unnest(?::uuid[], ?::text[]) as s (run_id, id)
      where w.run_id = s.run_id and w.step_id >= s.id and w.step_id < s.id || chr(32)""";

  /** Of steps that are cancelled while they wait for a run. In the order of their ids, as every transaction that changes several runs does. */
  static final String CALLED = """
      select r.id from stepwell.run r
      join unnest(?::uuid[], ?::text[]) as s (run_id, id) on r.caller_run_id = s.run_id and r.caller_step_id = s.id
      where r.status in ('queued', 'running', 'waiting')
      order by r.id
      for no key update of r""";

  static final String RECORD_FAILED_ATTEMPTS = """
      insert into stepwell.failed_attempt (run_id, step_id, attempt, error, started_at, ended_at, next_due_at)
      select * from unnest(?::uuid[], ?::text[], ?::int[], ?::json[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
      on conflict do nothing""";

  /** Names the ended runs only if some have not ended, and those with further effects. */
  static final String END_RUNS = """
      with ended as (
        update stepwell.run r
        set status = case when e.status = 'waiting' and r.woken then 'queued' else e.status end,
          worker_id = null,
          due_at = case when e.status = 'waiting' then
            case when r.woken then now - coalesce(r.head_start, 0) * interval '1 second'
              else coalesce(
                to_timestamp(e.due_at / 1000000) + mod(e.due_at, 1000000) * interval '1 microsecond', 'infinity')
            end end,
          output = e.output::json, error = e.error::json, cancelled_by = e.cancelled_by,
          ended_at = case when e.status <> 'waiting' then now end,
          woken = false, worker_deaths = null, died_at = null, lone_deaths = null, slot_worker = null
        from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
          as e (run_id, status, due_at, output, error, cancelled_by)
        cross join (select ?::timestamptz as now) as clock
        where r.id = e.run_id and r.worker_id = ?
        returning r.id, r.status, r.caller_run_id, r.ruled, r.slots is not null or r.run_slots as limited
      )
      select case when count(*) = ? then null else coalesce(array_agg(id), '{}') end as ended,
        array_agg(id) filter (where status = 'queued') as woken,
        array_agg(id) filter (where limited) as limited,
        array_agg(id) filter (where status not in ('queued', 'waiting') and caller_run_id is not null) as called,
        array_agg(id) filter (where status not in ('queued', 'waiting') and ruled) as ruled
      from ended""";

  static final String FORGET_CANCELLATIONS =
      "delete from stepwell.cancellation where run_id = any (?)";

  private final Connection connection;
  private final UUID workerId;
  private final StoredJson json;
  private final Instant now;
  private final RunEndEffects endEffects;
  private final StepStatements steps;

  /** Statements of one transaction; {@code expectsNew} as of {@link StepStatements}. */
  JournalStatements(
      Connection connection,
      UUID workerId,
      StoredJson json,
      Instant now,
      RunEndEffects endEffects,
      boolean expectsNew) {
    this.connection = connection;
    this.workerId = workerId;
    this.json = json;
    this.now = now;
    this.endEffects = endEffects;
    this.steps = new StepStatements(connection, workerId, json, expectsNew);
  }

  /** Records what is possible, and returns the outcome of each. */
  IdentityHashMap<StepWrite, Recorded> record(List<StepWrite> writes) throws SQLException {
    IdentityHashMap<StepWrite, Recorded> answers = new IdentityHashMap<>();
    if (writes.isEmpty()) {
      return answers;
    }
    hold(writes.stream().filter(JournalStatements::holdsRun).toList());
    List<StepWrite> recorded = steps.record(writes);
    recorded.forEach(write -> answers.put(write, Recorded.RECORDED));
    recordFailedAttempts(recorded.stream().filter(w -> w.failed() != null).toList());
    listen(recorded.stream().filter(w -> w.waitsFor() != null).toList());
    stopListening(recorded.stream().filter(JournalStatements::endsWait).toList());
    cancelCalled(recorded.stream().filter(JournalStatements::endsCall).toList());
    if (recorded.size() < writes.size()) {
      List<StepWrite> refused =
          writes.stream().filter(write -> !answers.containsKey(write)).toList();
      Set<UUID> held = held(refused);
      for (StepWrite write : refused) {
        answers.put(
            write, held.contains(write.runId()) ? Recorded.ENDED_OTHERWISE : Recorded.NOT_HELD);
      }
    }
    return answers;
  }

  private void hold(List<StepWrite> writes) throws SQLException {
    if (writes.isEmpty()) {
      return;
    }
    try (PreparedStatement select = connection.prepareStatement(HOLD_RUNS)) {
      select.setArray(1, uuids(connection, writes.stream().map(StepWrite::runId).toList()));
      select.setObject(2, workerId);
      select.execute();
    }
  }

  /** Whether rows come with the step that a cancellation of the run has to find. */
  static boolean holdsRun(StepWrite write) {
    return write.waitsFor() != null || !write.sends().isEmpty();
  }

  /** Whether the step is all that is written: it locks neither runs nor limits. */
  static boolean isOutcomeAlone(StepWrite write) {
    return write.step().kind() == StepKind.STEP && write.releases() == null && !holdsRun(write);
  }

  private static boolean endsWait(StepWrite write) {
    StepRecord step = write.step();
    return step.kind() == StepKind.WAIT && step.status() != StepStatus.WAITING;
  }

  /** Whether the run that the step waits for is cancelled: otherwise the end of that run ends the step. */
  private static boolean endsCall(StepWrite write) {
    StepRecord step = write.step();
    return step.kind() == StepKind.INVOKE && step.status() == StepStatus.FAILED;
  }

  private void cancelCalled(List<StepWrite> writes) throws SQLException {
    if (writes.isEmpty()) {
      return;
    }
    Set<UUID> called;
    try (PreparedStatement select = connection.prepareStatement(CALLED)) {
      select.setArray(1, texts(connection, writes, StepWrite::runId));
      select.setArray(2, texts(connection, writes, w -> w.step().id()));
      called = AppendStatements.uuidsOf(select);
    }
    endEffects.cancel(called, Run.BY_CALLER);
  }

  private Set<UUID> held(List<StepWrite> writes) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HELD)) {
      select.setArray(1, uuids(connection, writes.stream().map(StepWrite::runId).toList()));
      select.setObject(2, workerId);
      return AppendStatements.uuidsOf(select);
    }
  }

  private void listen(List<StepWrite> writes) throws SQLException {
    if (writes.isEmpty()) {
      return;
    }
    List<NewWait> rows = new ArrayList<>(writes.size());
    for (StepWrite write : writes) {
      List<EventWait> waits = waitsFor(write).all();
      List<String> ids = WaitStatements.rowIds(write.step().id(), waits.size());
      for (int i = 0; i < waits.size(); i++) {
        rows.add(new NewWait(write, ids.get(i), waits.get(i)));
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(LISTEN)) {
      insert.setArray(1, texts(connection, rows, row -> row.write.runId()));
      insert.setArray(2, texts(connection, rows, NewWait::id));
      insert.setArray(3, texts(connection, rows, row -> row.awaited.key().event()));
      insert.setArray(4, texts(connection, rows, row -> row.awaited.key().key()));
      insert.setArray(5, texts(connection, rows, row -> row.write.step().startedAt()));
      insert.setArray(6, texts(connection, rows, row -> row.awaited.since()));
      insert.setArray(7, texts(connection, rows, row -> row.write.step().dueAt()));
      insert.setArray(8, texts(connection, rows, row -> fields(row.awaited)));
      insert.executeUpdate();
    }
  }

  /** A row of a wait. */
  private record NewWait(StepWrite write, String id, EventWait awaited) {}

  private void stopListening(List<StepWrite> writes) throws SQLException {
    if (writes.isEmpty()) {
      return;
    }
    try (PreparedStatement delete = connection.prepareStatement(STOP_LISTENING)) {
      delete.setArray(1, texts(connection, writes, StepWrite::runId));
      delete.setArray(2, texts(connection, writes, w -> w.step().id()));
      delete.executeUpdate();
    }
  }

  private void recordFailedAttempts(List<StepWrite> failed) throws SQLException {
    if (failed.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(RECORD_FAILED_ATTEMPTS)) {
      insert.setArray(1, texts(connection, failed, StepWrite::runId));
      insert.setArray(2, texts(connection, failed, w -> failed(w).stepId()));
      insert.setArray(3, texts(connection, failed, w -> failed(w).attempt()));
      insert.setArray(4, texts(connection, failed, w -> json.encode(failed(w).error())));
      insert.setArray(
          5, texts(connection, failed, w -> TimeRange.clamp(failed(w).startedAt())));
      insert.setArray(
          6, texts(connection, failed, w -> TimeRange.clamp(failed(w).endedAt())));
      insert.setArray(7, texts(connection, failed, w -> clamped(failed(w).nextDueAt())));
      insert.executeUpdate();
    }
  }

  /** Ends what is possible, with its effects, and returns which runs have ended. */
  Set<UUID> end(List<RunEnd> unordered) throws SQLException {
    if (unordered.isEmpty()) {
      return Set.of();
    }
    List<RunEnd> ends = unordered.stream()
        .sorted(Comparator.comparing(RunEnd::runId, Sql.BY_ID))
        .toList();
    Set<UUID> ended = new HashSet<>();
    List<UUID> called;
    List<UUID> woken;
    List<UUID> ruled;
    List<UUID> limited;
    try (PreparedStatement update = connection.prepareStatement(END_RUNS)) {
      update.setObject(1, UuidArray.of(ends, RunEnd::runId));
      update.setArray(2, texts(connection, ends, end -> end.status().word()));
      update.setArray(3, Sql.micros(connection, ends, EndColumns::dueAt));
      update.setArray(4, texts(connection, ends, EndColumns::output));
      update.setArray(5, texts(connection, ends, end -> json.encode(EndColumns.error(end))));
      update.setArray(6, texts(connection, ends, EndColumns::cancelledBy));
      update.setObject(7, time(now));
      update.setObject(8, workerId);
      update.setInt(9, ends.size());
      try (ResultSet row = update.executeQuery()) {
        row.next();
        if (row.getArray("ended") == null) {
          ends.forEach(end -> ended.add(end.runId()));
        } else {
          ended.addAll(uuidsOf(row, "ended"));
        }
        woken = uuidsOf(row, "woken");
        called = uuidsOf(row, "called");
        ruled = uuidsOf(row, "ruled");
        limited = uuidsOf(row, "limited");
      }
    }
    forgetListening(ends, ended);
    endEffects.ended(called);
    endEffects.areDue(woken);
    endEffects.releaseRules(ruled);
    endEffects.released(limited);
    return ended;
  }

  private static List<UUID> uuidsOf(ResultSet row, String column) throws SQLException {
    Array ids = row.getArray(column);
    return ids == null ? List.of() : List.of((UUID[]) ids.getArray());
  }

  /** Nothing is to cancel or wake runs that have ended; those that were cancelled take others with them. */
  private void forgetListening(List<RunEnd> ends, Set<UUID> ended) throws SQLException {
    List<UUID> listening = new ArrayList<>();
    List<UUID> cancelled = new ArrayList<>();
    for (RunEnd end : ends) {
      if (ended.contains(end.runId())) {
        if (EndColumns.listens(end)) {
          listening.add(end.runId());
        }
        if (end instanceof RunEnd.Cancelled) {
          cancelled.add(end.runId());
        }
      }
    }
    if (!listening.isEmpty()) {
      try (PreparedStatement delete = connection.prepareStatement(FORGET_CANCELLATIONS)) {
        delete.setArray(1, uuids(connection, listening));
        delete.executeUpdate();
      }
      endEffects.forgetWaits(listening);
    }
    endEffects.cancelled(cancelled);
  }

  private static @Nullable Instant clamped(@Nullable Instant time) {
    return time == null ? null : TimeRange.clamp(time);
  }

  private static EventWait waitsFor(StepWrite write) {
    return Objects.requireNonNull(write.waitsFor());
  }

  /** The fields of a shape that has not settled, as the statement splits them: no name contains this control character. */
  private static @Nullable String fields(EventWait wait) {
    return wait.unsettled() == null
        ? null
        : String.join("\u001f", wait.unsettled().fields());
  }

  private static FailedAttempt failed(StepWrite write) {
    return Objects.requireNonNull(write.failed());
  }
}
