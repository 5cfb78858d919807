package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records steps and the ends of runs, for a worker whose lease is held in the same transaction. */
final class JournalStatements {
  static final String RECORD_STEPS = """
      insert into stepwell.step as stored
        (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at)
      select s.run_id, s.id, s.kind, s.status, s.attempts, s.result::json, s.error::json, s.due_at, s.started_at, s.ended_at
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
          ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
        as s (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at)
      join stepwell.run r on r.id = s.run_id and r.worker_id = ?
      on conflict (run_id, id) do update
      set status = excluded.status, attempts = excluded.attempts, result = excluded.result,
        error = coalesce(excluded.error, stored.error), due_at = excluded.due_at, ended_at = excluded.ended_at
      where stored.status in ('retrying', 'waiting')
      returning run_id, id""";
  static final String HELD = "select id from stepwell.run where id = any (?) and worker_id = ?";
  static final String LISTEN = """
      insert into stepwell.wait (run_id, step_id, event, key)
      select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])""";
  static final String STOP_LISTENING = """
      delete from stepwell.wait w using unnest(?::uuid[], ?::text[]) as s (run_id, id)
      where w.run_id = s.run_id and w.step_id = s.id""";
  static final String RECORD_FAILED_ATTEMPTS = """
      insert into stepwell.failed_attempt (run_id, step_id, attempt, error, started_at, ended_at)
      select * from unnest(?::uuid[], ?::text[], ?::int[], ?::json[], ?::timestamptz[], ?::timestamptz[])
      on conflict do nothing""";
  static final String END_RUNS = """
      update stepwell.run r
      set status = case when e.status = 'waiting' and r.woken then 'queued' else e.status end,
        worker_id = null,
        due_at = case when e.status = 'waiting' then case when r.woken then now else coalesce(e.due_at, 'infinity') end end,
        output = e.output::json, error = e.error::json, cancelled_by = e.cancelled_by,
        ended_at = case when e.status <> 'waiting' then now end,
        woken = false
      from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
        as e (run_id, status, due_at, output, error, cancelled_by)
      cross join (select ?::timestamptz as now) as clock
      where r.id = e.run_id and r.worker_id = ?
      returning r.id, r.status, r.caller_run_id""";
  static final String FORGET_CANCELLATIONS =
      "delete from stepwell.cancellation where run_id = any (?)";

  private final Connection connection;
  private final UUID workerId;
  private final StoredJson json;
  private final Instant now;
  private final Aftermath aftermath;

  JournalStatements(
      Connection connection, UUID workerId, StoredJson json, Instant now, Aftermath aftermath) {
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
    Set<StepKey> stored = insert(writes);
    List<StepWrite> recorded = new ArrayList<>(writes.size());
    List<StepWrite> refused = new ArrayList<>();
    for (StepWrite write : writes) {
      boolean done = stored.contains(new StepKey(write.runId(), write.step().id()));
      (done ? recorded : refused).add(write);
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

  private Set<StepKey> insert(List<StepWrite> writes) throws SQLException {
    Set<StepKey> stored = new HashSet<>();
    try (PreparedStatement insert = connection.prepareStatement(RECORD_STEPS)) {
      insert.setArray(1, texts(connection, writes, StepWrite::runId));
      insert.setArray(2, texts(connection, writes, w -> w.step().id()));
      insert.setArray(3, texts(connection, writes, w -> w.step().kind().word()));
      insert.setArray(4, texts(connection, writes, w -> w.step().status().word()));
      insert.setArray(5, texts(connection, writes, w -> w.step().attempts()));
      insert.setArray(6, texts(connection, writes, w -> w.step().result()));
      insert.setArray(7, texts(connection, writes, w -> text(w.step().error())));
      insert.setArray(8, texts(connection, writes, w -> w.step().dueAt()));
      insert.setArray(9, texts(connection, writes, w -> w.step().startedAt()));
      insert.setArray(10, texts(connection, writes, w -> w.step().endedAt()));
      insert.setObject(11, workerId);
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          stored.add(new StepKey(Sql.uuid(rows, "run_id"), rows.getString("id")));
        }
      }
    }
    return stored;
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
      insert.executeUpdate();
    }
  }

  /** Ends what can be ended, with what comes of it; says which runs. */
  Set<UUID> end(List<RunEnd> ends) throws SQLException {
    if (ends.isEmpty()) {
      return Set.of();
    }
    Set<UUID> ended = new HashSet<>();
    List<UUID> called = new ArrayList<>();
    List<UUID> woken = new ArrayList<>();
    try (PreparedStatement update = connection.prepareStatement(END_RUNS)) {
      update.setArray(1, texts(connection, ends, RunEnd::runId));
      update.setArray(2, texts(connection, ends, end -> EndColumns.status(end).word()));
      update.setArray(3, texts(connection, ends, EndColumns::dueAt));
      update.setArray(4, texts(connection, ends, EndColumns::output));
      update.setArray(5, texts(connection, ends, end -> text(EndColumns.error(end))));
      update.setArray(6, texts(connection, ends, EndColumns::cancelledBy));
      update.setObject(7, time(now));
      update.setObject(8, workerId);
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          UUID id = Sql.uuid(rows, "id");
          ended.add(id);
          String status = rows.getString("status");
          if (status.equals(RunStatus.QUEUED.word())) {
            woken.add(id);
          } else if (!status.equals(RunStatus.WAITING.word())
              && rows.getObject("caller_run_id") != null) {
            called.add(id);
          }
        }
      }
    }
    forgetListening(ends, ended);
    aftermath.ended(called);
    aftermath.areDue(woken);
    return ended;
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
