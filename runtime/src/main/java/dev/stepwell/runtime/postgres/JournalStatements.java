package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records steps and the ends of runs, for a worker whose lease is held in the same transaction. */
final class JournalStatements {
  static final String RECORD_STEPS = """
      insert into stepwell.step as stored
        (run_id, id, status, attempts, result, error, due_at, started_at, ended_at)
      select s.run_id, s.id, s.status, s.attempts, s.result::json, s.error::json, s.due_at, s.started_at, s.ended_at
      from unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
          ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
        as s (run_id, id, status, attempts, result, error, due_at, started_at, ended_at)
      join stepwell.run r on r.id = s.run_id and r.worker_id = ?
      on conflict (run_id, id) do update
      set status = excluded.status, attempts = excluded.attempts, result = excluded.result,
        error = coalesce(excluded.error, stored.error), due_at = excluded.due_at, ended_at = excluded.ended_at
      where stored.status in ('retrying', 'waiting')
      returning run_id, id""";
  static final String RECORD_FAILED_ATTEMPTS = """
      insert into stepwell.failed_attempt (run_id, step_id, attempt, error, started_at, ended_at)
      select * from unnest(?::uuid[], ?::text[], ?::int[], ?::json[], ?::timestamptz[], ?::timestamptz[])
      on conflict do nothing""";
  static final String END_RUNS = """
      update stepwell.run r
      set status = e.status, worker_id = null, due_at = e.due_at, output = e.output::json, error = e.error::json,
        ended_at = case when e.due_at is null then ?::timestamptz end
      from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
        as e (run_id, status, due_at, output, error)
      where r.id = e.run_id and r.worker_id = ?
      returning r.id""";
  static final String FORGET_CANCELLATIONS =
      "delete from stepwell.cancellation where run_id = any (?)";

  private final Connection connection;
  private final UUID workerId;
  private final StoredJson json;

  JournalStatements(Connection connection, UUID workerId, StoredJson json) {
    this.connection = connection;
    this.workerId = workerId;
    this.json = json;
  }

  /** Records what can be; says which. */
  Set<Map.Entry<UUID, String>> record(List<Write.Step> writes) throws SQLException {
    Set<Map.Entry<UUID, String>> recorded = new HashSet<>();
    if (writes.isEmpty()) {
      return recorded;
    }
    try (PreparedStatement insert = connection.prepareStatement(RECORD_STEPS)) {
      insert.setArray(1, texts(connection, writes, Write.Step::runId));
      insert.setArray(2, texts(connection, writes, w -> w.step().id()));
      insert.setArray(3, texts(connection, writes, w -> w.step().status().word()));
      insert.setArray(4, texts(connection, writes, w -> w.step().attempts()));
      insert.setArray(5, texts(connection, writes, w -> w.step().result()));
      insert.setArray(6, texts(connection, writes, w -> text(w.step().error())));
      insert.setArray(7, texts(connection, writes, w -> w.step().dueAt()));
      insert.setArray(8, texts(connection, writes, w -> w.step().startedAt()));
      insert.setArray(9, texts(connection, writes, w -> w.step().endedAt()));
      insert.setObject(10, workerId);
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          recorded.add(Map.entry(Sql.uuid(rows, "run_id"), rows.getString("id")));
        }
      }
    }
    recordFailedAttempts(writes, recorded);
    return recorded;
  }

  private void recordFailedAttempts(List<Write.Step> writes, Set<Map.Entry<UUID, String>> recorded)
      throws SQLException {
    List<Write.Step> failed = new ArrayList<>();
    for (Write.Step write : writes) {
      if (write.failed() != null && recorded.contains(key(write))) {
        failed.add(write);
      }
    }
    if (failed.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(RECORD_FAILED_ATTEMPTS)) {
      insert.setArray(1, texts(connection, failed, Write.Step::runId));
      insert.setArray(2, texts(connection, failed, w -> failed(w).stepId()));
      insert.setArray(3, texts(connection, failed, w -> failed(w).attempt()));
      insert.setArray(4, texts(connection, failed, w -> text(failed(w).error())));
      insert.setArray(5, texts(connection, failed, w -> failed(w).startedAt()));
      insert.setArray(6, texts(connection, failed, w -> failed(w).endedAt()));
      insert.executeUpdate();
    }
  }

  /** Ends what can be ended; says which runs. */
  Set<UUID> end(List<RunEnd> ends, Instant now) throws SQLException {
    if (ends.isEmpty()) {
      return Set.of();
    }
    Set<UUID> ended;
    try (PreparedStatement update = connection.prepareStatement(END_RUNS)) {
      update.setObject(1, time(now));
      update.setArray(2, texts(connection, ends, RunEnd::runId));
      update.setArray(3, texts(connection, ends, end -> status(end).word()));
      update.setArray(
          4,
          texts(
              connection,
              ends,
              end -> end instanceof RunEnd.Parked parked ? parked.until() : null));
      update.setArray(
          5, texts(connection, ends, end -> end instanceof RunEnd.Completed c ? c.output() : null));
      update.setArray(
          6,
          texts(connection, ends, end -> end instanceof RunEnd.Failed f ? text(f.error()) : null));
      update.setObject(7, workerId);
      ended = AppendStatements.uuidsOf(update);
    }
    forgetCancellations(ends, ended);
    return ended;
  }

  private void forgetCancellations(List<RunEnd> ends, Set<UUID> ended) throws SQLException {
    List<UUID> cancellable = new ArrayList<>();
    for (RunEnd end : ends) {
      if (ended.contains(end.runId()) && isCancellable(end)) {
        cancellable.add(end.runId());
      }
    }
    if (!cancellable.isEmpty()) {
      try (PreparedStatement delete = connection.prepareStatement(FORGET_CANCELLATIONS)) {
        delete.setArray(1, uuids(connection, cancellable));
        delete.executeUpdate();
      }
    }
  }

  private static boolean isCancellable(RunEnd end) {
    if (end instanceof RunEnd.Completed completed) {
      return completed.cancellable();
    }
    return end instanceof RunEnd.Failed failed && failed.cancellable();
  }

  private static RunStatus status(RunEnd end) {
    if (end instanceof RunEnd.Completed) {
      return RunStatus.COMPLETED;
    } else if (end instanceof RunEnd.Failed) {
      return RunStatus.FAILED;
    }
    return RunStatus.WAITING;
  }

  static Map.Entry<UUID, String> key(Write.Step write) {
    return Map.entry(write.runId(), write.step().id());
  }

  private static FailedAttempt failed(Write.Step write) {
    return Objects.requireNonNull(write.failed());
  }

  private @Nullable String text(@Nullable ErrorInfo error) {
    return error == null ? null : json.encode(error);
  }
}
