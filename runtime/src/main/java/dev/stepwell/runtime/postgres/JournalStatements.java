package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
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
  /** Names the steps that were recorded only if some were not, for to read them back costs as much as to write them. */
  private static final String WHICH = """
        returning run_id, id
      )
      select case when count(*) = ? then null else coalesce(array_agg(run_id), '{}') end as run_ids,
        case when count(*) = ? then null else coalesce(array_agg(id), '{}') end as ids
      from recorded""";

  /** For steps of which nothing is likely to be stored: to look for what is there costs a quarter of all. */
  static final String RECORD_NEW_STEPS = """
      with recorded as (
        insert into stepwell.step
          (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at)
        select s.run_id, s.id, s.kind, s.status, s.attempts, s.result::json, s.error::json,
          to_timestamp(s.due_at::float8 / 1000000), to_timestamp(s.started_at::float8 / 1000000),
          to_timestamp(s.ended_at::float8 / 1000000)
        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
            ?::bigint[], ?::bigint[], ?::bigint[])
          as s (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at)
        join stepwell.run r on r.id = s.run_id and r.worker_id = ?
      """ + WHICH;

  /** For all others, of which some have been attempted before. */
  static final String RECORD_STEPS = """
      with recorded as (
        insert into stepwell.step as stored
          (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at, last_attempt_at)
        select s.run_id, s.id, s.kind, s.status, s.attempts, s.result::json, s.error::json,
          to_timestamp(s.due_at::float8 / 1000000), to_timestamp(s.started_at::float8 / 1000000),
          to_timestamp(s.ended_at::float8 / 1000000), to_timestamp(s.last_attempt_at::float8 / 1000000)
        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
            ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
          as s (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at, last_attempt_at)
        join stepwell.run r on r.id = s.run_id and r.worker_id = ?
        on conflict (run_id, id) do update
        set status = excluded.status, attempts = excluded.attempts, result = excluded.result,
          error = coalesce(excluded.error, stored.error), due_at = excluded.due_at, ended_at = excluded.ended_at,
          last_attempt_at = excluded.last_attempt_at
        where stored.status in ('retrying', 'waiting')
      """ + WHICH;

  /**
   * For groups in which some steps have inputs, apart from the others, so that a worker that records none does not pay for them. The
   * input stays as it was first recorded.
   */
  static final String RECORD_STEPS_WITH_INPUTS = """
      with recorded as (
        insert into stepwell.step as stored
          (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at, last_attempt_at, input)
        select s.run_id, s.id, s.kind, s.status, s.attempts, s.result::json, s.error::json,
          to_timestamp(s.due_at::float8 / 1000000), to_timestamp(s.started_at::float8 / 1000000),
          to_timestamp(s.ended_at::float8 / 1000000), to_timestamp(s.last_attempt_at::float8 / 1000000), s.input::json
        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
            ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
          as s (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at, last_attempt_at, input)
        join stepwell.run r on r.id = s.run_id and r.worker_id = ?
        on conflict (run_id, id) do update
        set status = excluded.status, attempts = excluded.attempts, result = excluded.result,
          error = coalesce(excluded.error, stored.error), due_at = excluded.due_at, ended_at = excluded.ended_at,
          last_attempt_at = excluded.last_attempt_at
        where stored.status in ('retrying', 'waiting')
      """ + WHICH;

  /**
   * For steps with which rows come that a cancellation has to find: waits, and runs that are called. It waits for this transaction,
   * or this one sees it.
   */
  static final String HOLD_RUNS = """
      select id from stepwell.run where id = any (?) and worker_id = ? order by id for no key update""";

  static final String HELD = "select id from stepwell.run where id = any (?) and worker_id = ?";
  static final String LISTEN = """
      insert into stepwell.wait (run_id, step_id, event, key)
      select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
      on conflict (run_id, step_id) do nothing""";
  static final String STOP_LISTENING = """
      delete from stepwell.wait w using unnest(?::uuid[], ?::text[]) as s (run_id, id)
      where w.run_id = s.run_id and w.step_id = s.id""";
  static final String RECORD_FAILED_ATTEMPTS = """
      insert into stepwell.failed_attempt (run_id, step_id, attempt, error, started_at, ended_at, next_due_at)
      select * from unnest(?::uuid[], ?::text[], ?::int[], ?::json[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
      on conflict do nothing""";

  /** Names the runs that have ended only if some have not, and those for which there is more to do. */
  static final String END_RUNS = """
      with ended as (
        update stepwell.run r
        set status = case when e.status = 'waiting' and r.woken then 'queued' else e.status end,
          worker_id = null,
          due_at = case when e.status = 'waiting' then case when r.woken then now else coalesce(to_timestamp(e.due_at::float8 / 1000000), 'infinity') end end,
          output = e.output::json, error = e.error::json, cancelled_by = e.cancelled_by,
          ended_at = case when e.status <> 'waiting' then now end,
          woken = false
        from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
          as e (run_id, status, due_at, output, error, cancelled_by)
        cross join (select ?::timestamptz as now) as clock
        where r.id = e.run_id and r.worker_id = ?
        returning r.id, r.status, r.caller_run_id
      )
      select case when count(*) = ? then null else coalesce(array_agg(id), '{}') end as ended,
        array_agg(id) filter (where status = 'queued') as woken,
        array_agg(id) filter (where status not in ('queued', 'waiting') and caller_run_id is not null) as called
      from ended""";

  static final String FORGET_CANCELLATIONS =
      "delete from stepwell.cancellation where run_id = any (?)";

  private final Connection connection;
  private final UUID workerId;
  private final StoredJson json;
  private final Instant now;
  private final Aftermath aftermath;
  private final boolean expectsNew;

  /**
   * Statements of one transaction.
   *
   * @param expectsNew whether steps that end at their first attempt are taken to be new, though then the transaction fails with
   *     {@link SqlStates#isNotNew} if one is not
   */
  JournalStatements(
      Connection connection,
      UUID workerId,
      StoredJson json,
      Instant now,
      Aftermath aftermath,
      boolean expectsNew) {
    this.expectsNew = expectsNew;
    this.connection = connection;
    this.workerId = workerId;
    this.json = json;
    this.now = now;
    this.aftermath = aftermath;
  }

  private record StepKey(UUID runId, String stepId) {}

  /** Records what can be; says what became of each. */
  IdentityHashMap<StepWrite, Recorded> record(List<StepWrite> writes) throws SQLException {
    IdentityHashMap<StepWrite, Recorded> answers = new IdentityHashMap<>();
    if (writes.isEmpty()) {
      return answers;
    }
    hold(writes.stream().filter(JournalStatements::holdsRun).toList());
    List<StepWrite> recorded = new ArrayList<>(writes.size());
    List<StepWrite> refused = new ArrayList<>();
    if (expectsNew) {
      insert(true, writes.stream().filter(w -> isNew(w)).toList(), recorded, refused);
      insert(false, writes.stream().filter(w -> !isNew(w)).toList(), recorded, refused);
    } else {
      insert(false, writes, recorded, refused);
    }
    recorded.forEach(write -> answers.put(write, Recorded.RECORDED));
    recordFailedAttempts(recorded.stream().filter(w -> w.failed() != null).toList());
    listen(recorded.stream().filter(w -> w.waitsFor() != null).toList());
    stopListening(recorded.stream().filter(JournalStatements::endsWait).toList());
    if (!refused.isEmpty()) {
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

  /** Whether this is the first that is stored of the step: it has ended at its first attempt. */
  private static boolean isNew(StepWrite write) {
    StepRecord step = write.step();
    return step.kind() == StepKind.STEP
        && step.status() == StepStatus.COMPLETED
        && step.attempts() == 1;
  }

  /** Records what can be. */
  private void insert(
      boolean areNew, List<StepWrite> writes, List<StepWrite> recorded, List<StepWrite> refused)
      throws SQLException {
    if (writes.isEmpty()) {
      return;
    }
    Set<StepKey> stored = insert(areNew, writes);
    for (StepWrite write : writes) {
      boolean done = stored == null
          || stored.contains(new StepKey(write.runId(), write.step().id()));
      (done ? recorded : refused).add(write);
    }
  }

  /** Records what can be; says which, or null for all. */
  private @Nullable Set<StepKey> insert(boolean areNew, List<StepWrite> writes)
      throws SQLException {
    boolean withInputs = writes.stream().anyMatch(w -> w.step().input() != null);
    try (PreparedStatement insert = connection.prepareStatement(statement(areNew, withInputs))) {
      insert.setObject(1, UuidArray.of(writes, StepWrite::runId));
      insert.setArray(2, texts(connection, writes, w -> w.step().id()));
      insert.setArray(3, texts(connection, writes, w -> w.step().kind().word()));
      insert.setArray(4, texts(connection, writes, w -> w.step().status().word()));
      insert.setArray(5, Sql.numbers(connection, writes, w -> w.step().attempts()));
      insert.setArray(6, texts(connection, writes, w -> w.step().result()));
      insert.setArray(7, texts(connection, writes, w -> text(w.step().error())));
      insert.setArray(8, Sql.micros(connection, writes, w -> w.step().dueAt()));
      insert.setArray(9, Sql.micros(connection, writes, w -> w.step().startedAt()));
      insert.setArray(10, Sql.micros(connection, writes, w -> w.step().endedAt()));
      int next = 11;
      if (withInputs || !areNew) {
        insert.setArray(next++, Sql.micros(connection, writes, w -> w.step().lastAttemptAt()));
      }
      if (withInputs) {
        insert.setArray(next++, texts(connection, writes, w -> w.step().input()));
      }
      insert.setObject(next++, workerId);
      insert.setInt(next++, writes.size());
      insert.setInt(next, writes.size());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        if (row.getArray("run_ids") == null) {
          return null;
        }
        UUID[] runs = (UUID[]) row.getArray("run_ids").getArray();
        String[] ids = (String[]) row.getArray("ids").getArray();
        Set<StepKey> stored = new HashSet<>();
        for (int i = 0; i < runs.length; i++) {
          stored.add(new StepKey(runs[i], ids[i]));
        }
        return stored;
      }
    }
  }

  private static String statement(boolean areNew, boolean withInputs) {
    if (withInputs) {
      return RECORD_STEPS_WITH_INPUTS;
    }
    return areNew ? RECORD_NEW_STEPS : RECORD_STEPS;
  }

  private static boolean endsWait(StepWrite write) {
    StepRecord step = write.step();
    return step.kind() == StepKind.WAIT && step.status() != StepStatus.WAITING;
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
    try (PreparedStatement insert = connection.prepareStatement(LISTEN)) {
      insert.setArray(1, texts(connection, writes, StepWrite::runId));
      insert.setArray(2, texts(connection, writes, w -> w.step().id()));
      insert.setArray(3, texts(connection, writes, w -> waitsFor(w).event()));
      insert.setArray(4, texts(connection, writes, w -> waitsFor(w).key()));
      insert.executeUpdate();
    }
  }

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
      insert.setArray(4, texts(connection, failed, w -> text(failed(w).error())));
      insert.setArray(5, texts(connection, failed, w -> failed(w).startedAt()));
      insert.setArray(6, texts(connection, failed, w -> failed(w).endedAt()));
      insert.setArray(7, texts(connection, failed, w -> failed(w).nextDueAt()));
      insert.executeUpdate();
    }
  }

  /** Ends what can be ended, with what comes of it; says which runs. */
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
    try (PreparedStatement update = connection.prepareStatement(END_RUNS)) {
      update.setObject(1, UuidArray.of(ends, RunEnd::runId));
      update.setArray(2, texts(connection, ends, end -> EndColumns.status(end).word()));
      update.setArray(3, Sql.micros(connection, ends, EndColumns::dueAt));
      update.setArray(4, texts(connection, ends, EndColumns::output));
      update.setArray(5, texts(connection, ends, end -> text(EndColumns.error(end))));
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
      }
    }
    forgetListening(ends, ended);
    aftermath.ended(called);
    aftermath.areDue(woken);
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
      aftermath.forgetWaits(listening);
    }
    aftermath.cancelled(cancelled);
  }

  private static MatchKey waitsFor(StepWrite write) {
    return Objects.requireNonNull(write.waitsFor());
  }

  private static FailedAttempt failed(StepWrite write) {
    return Objects.requireNonNull(write.failed());
  }

  private @Nullable String text(@Nullable ErrorInfo error) {
    return error == null ? null : json.encode(error);
  }
}
