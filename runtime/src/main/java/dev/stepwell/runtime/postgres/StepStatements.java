package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the states of steps, for a worker whose lease is held in the same transaction. */
final class StepStatements {
  /**
   * For steps that completed in their first attempt and are probably not stored yet: checking for existing rows costs a
   * quarter of the total. The arrays are unnested in a list of columns, because each would be materialized as a table
   * in {@code from}.
   */
  static final String RECORD_NEW_STEPS = """
      insert into stepwell.step (run_id, id, kind, status, attempts, result, started_at, ended_at)
      select s.run_id, s.id, 'step', 'completed', 1, s.result::json,
        to_timestamp(s.started_at::float8 / 1000000), to_timestamp(s.ended_at::float8 / 1000000)
      from (
        select unnest(?::uuid[]) as run_id, unnest(?::text[]) as id, unnest(?::text[]) as result,
          unnest(?::bigint[]) as started_at, unnest(?::bigint[]) as ended_at
      ) as s
      join stepwell.run r on r.id = s.run_id and r.worker_id = ?""";

  /** The steps that this transaction inserted. */
  static final String RECORDED_NEW_STEPS = """
      select s.run_id, s.id
      from unnest(?::uuid[], ?::text[]) as asked (run_id, id)
      join stepwell.step s on s.run_id = asked.run_id and s.id = asked.id
      where s.xmin = pg_current_xact_id()::xid""";

  /** Names the recorded steps only if some were not, because returning them costs as much as writing them. */
  private static final String WHICH = """
        returning run_id, id
      )
      select case when count(*) = ? then null else coalesce(array_agg(run_id), '{}') end as run_ids,
        case when count(*) = ? then null else coalesce(array_agg(id), '{}') end as ids
      from recorded""";

  /** For all others, some of which have been attempted before. */
  static final String RECORD_STEPS = record("", "", "");

  /**
   * For groups in which some steps have inputs or other ids, apart from the others, so that a worker that records neither does not pay for
   * them. Both stay as they were first recorded.
   */
  static final String RECORD_STEPS_WITH_EXTRAS =
      record(", input, was", ", s.input::json, s.was::json", ", ?::text[], ?::text[]");

  /** The statement with more columns, their values and their parameters; each with a comma before it, or empty. */
  private static String record(String columns, String values, String parameters) {
    return """
      with recorded as (
        insert into stepwell.step as stored
          (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at, last_attempt_at%1$s)
        select s.run_id, s.id, s.kind, s.status, s.attempts, s.result::json, s.error::json,
          to_timestamp(s.due_at / 1000000) + mod(s.due_at, 1000000) * interval '1 microsecond',
          to_timestamp(s.started_at::float8 / 1000000),
          to_timestamp(s.ended_at::float8 / 1000000), to_timestamp(s.last_attempt_at::float8 / 1000000)%2$s
        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
            ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]%3$s)
          as s (run_id, id, kind, status, attempts, result, error, due_at, started_at, ended_at, last_attempt_at%1$s)
        join stepwell.run r on r.id = s.run_id and r.worker_id = ?
        on conflict (run_id, id) do update
        set status = excluded.status, attempts = excluded.attempts, result = excluded.result,
          error = coalesce(excluded.error, stored.error), due_at = excluded.due_at, ended_at = excluded.ended_at,
          last_attempt_at = excluded.last_attempt_at
        where stored.status in ('retrying', 'waiting')
      """.formatted(columns, values, parameters) + WHICH;
  }

  private final Connection connection;
  private final UUID workerId;
  private final StoredJson json;
  private final boolean expectsNew;

  /**
   * Statements of one transaction.
   *
   * @param expectsNew whether steps that are done at their first attempt are taken to be new, though then the transaction fails with
   *     {@link SqlStates#isNotNew} if one is not
   */
  StepStatements(Connection connection, UUID workerId, StoredJson json, boolean expectsNew) {
    this.connection = connection;
    this.workerId = workerId;
    this.json = json;
    this.expectsNew = expectsNew;
  }

  private record StepKey(UUID runId, String stepId) {
    static StepKey of(StepWrite write) {
      return new StepKey(write.runId(), write.step().id());
    }
  }

  /** Records the steps of runs that the worker holds, unless they have ended before. Returns which. */
  List<StepWrite> record(List<StepWrite> writes) throws SQLException {
    List<StepWrite> fresh = new ArrayList<>(writes.size());
    List<StepWrite> others = new ArrayList<>();
    for (StepWrite write : writes) {
      (expectsNew && isNew(write.step()) ? fresh : others).add(write);
    }
    List<StepWrite> recorded = new ArrayList<>(writes.size());
    keep(fresh, fresh.isEmpty() ? null : insertNew(fresh), recorded);
    keep(others, others.isEmpty() ? null : insert(others), recorded);
    return recorded;
  }

  /** Whether this is the first state of the step, and only a result. */
  private static boolean isNew(StepRecord step) {
    return step.kind() == StepKind.STEP
        && step.status() == StepStatus.COMPLETED
        && step.attempts() == 1
        && step.error() == null
        && step.was().isEmpty()
        && step.input() == null;
  }

  private static void keep(
      List<StepWrite> writes, @Nullable Set<StepKey> stored, List<StepWrite> to) {
    for (StepWrite write : writes) {
      if (stored == null || stored.contains(StepKey.of(write))) {
        to.add(write);
      }
    }
  }

  /** Inserts what is possible. Returns which, or null for all. */
  private @Nullable Set<StepKey> insertNew(List<StepWrite> writes) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(RECORD_NEW_STEPS)) {
      insert.setObject(1, UuidArray.of(writes, StepWrite::runId));
      insert.setArray(2, texts(connection, writes, w -> w.step().id()));
      insert.setArray(3, texts(connection, writes, w -> w.step().result()));
      insert.setArray(4, Sql.micros(connection, writes, w -> w.step().startedAt()));
      insert.setArray(5, Sql.micros(connection, writes, w -> w.step().endedAt()));
      insert.setObject(6, workerId);
      return insert.executeUpdate() == writes.size() ? null : inserted(writes);
    }
  }

  private Set<StepKey> inserted(List<StepWrite> writes) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(RECORDED_NEW_STEPS)) {
      select.setObject(1, UuidArray.of(writes, StepWrite::runId));
      select.setArray(2, texts(connection, writes, w -> w.step().id()));
      Set<StepKey> inserted = new HashSet<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          inserted.add(new StepKey(Sql.uuid(rows, "run_id"), rows.getString("id")));
        }
      }
      return inserted;
    }
  }

  /** Inserts or updates what is possible. Returns which, or null for all. */
  private @Nullable Set<StepKey> insert(List<StepWrite> writes) throws SQLException {
    boolean withExtras = writes.stream()
        .anyMatch(w -> w.step().input() != null || !w.step().was().isEmpty());
    String statement = withExtras ? RECORD_STEPS_WITH_EXTRAS : RECORD_STEPS;
    try (PreparedStatement insert = connection.prepareStatement(statement)) {
      insert.setObject(1, UuidArray.of(writes, StepWrite::runId));
      insert.setArray(2, texts(connection, writes, w -> w.step().id()));
      insert.setArray(3, texts(connection, writes, w -> w.step().kind().word()));
      insert.setArray(4, texts(connection, writes, w -> w.step().status().word()));
      insert.setArray(5, Sql.numbers(connection, writes, w -> w.step().attempts()));
      insert.setArray(6, texts(connection, writes, w -> w.step().result()));
      insert.setArray(7, texts(connection, writes, w -> json.encode(w.step().error())));
      insert.setArray(8, Sql.micros(connection, writes, w -> w.step().dueAt()));
      insert.setArray(9, Sql.micros(connection, writes, w -> w.step().startedAt()));
      insert.setArray(10, Sql.micros(connection, writes, w -> w.step().endedAt()));
      insert.setArray(11, Sql.micros(connection, writes, w -> w.step().lastAttemptAt()));
      int next = 12;
      if (withExtras) {
        insert.setArray(next++, texts(connection, writes, w -> w.step().input()));
        insert.setArray(
            next++, texts(connection, writes, w -> json.encodeIds(w.step().was())));
      }
      insert.setObject(next++, workerId);
      insert.setInt(next++, writes.size());
      insert.setInt(next, writes.size());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getArray("run_ids") == null ? null : named(row);
      }
    }
  }

  private static Set<StepKey> named(ResultSet row) throws SQLException {
    UUID[] runs = (UUID[]) row.getArray("run_ids").getArray();
    String[] ids = (String[]) row.getArray("ids").getArray();
    Set<StepKey> named = new HashSet<>();
    for (int i = 0; i < runs.length; i++) {
      named.add(new StepKey(runs[i], ids[i]));
    }
    return named;
  }
}
