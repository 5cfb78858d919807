package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.WorkerDeaths;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Claims due runs for a worker, with their stored steps. */
final class ClaimStatements {
  /**
   * A parked run waits until its time, which its priority does not change: those that are due are ranked here, among the first 100 of a
   * function.
   */
  static final String CLAIM = """
      with lease as materialized (
        select id from stepwell.worker where id = ? for key share
      ), unpaused as materialized (
        select f.id from unnest(?::text[]) as f (id)
        where not exists (select from stepwell.function p where p.id = f.id and p.paused_at is not null)
      ), due as materialized (
        select oldest.id, oldest.due_at, oldest.first, oldest.event_id
        from unpaused as f
        cross join lateral (
          select r.id, r.due_at, r.event_id, r.started_at is null as first from stepwell.run r
          where r.function_id = f.id and r.due_at <= ? and r.solitary is null and r.limit_group is null
            and (r.head_start is null or r.status = 'queued')
          order by r.due_at
          limit ?
          for update skip locked
        ) as oldest
        where exists (select from lease)
        order by oldest.due_at
        limit ?
      ), ranked as materialized (
        select parked.id, parked.due_at - parked.head_start * interval '1 second' as due_at, parked.first, parked.event_id
        from unpaused as f
        cross join lateral (
          select r.id, r.due_at, r.head_start, r.event_id, r.started_at is null as first from stepwell.run r
          where r.function_id = f.id and r.status = 'waiting' and r.head_start is not null and r.due_at <= ?
            and r.solitary is null and r.limit_group is null
          order by r.due_at
          limit 100
          for update skip locked
        ) as parked
        where exists (select from lease)
        order by 2
        limit ?
      ), yielding as materialized (
        select oldest.id, oldest.due_at, oldest.first, oldest.event_id
        from unpaused as f
        cross join lateral (
          select r.id, r.due_at, r.event_id, r.started_at is null as first from stepwell.run r
          where r.function_id = f.id and r.status = 'queued' and r.head_start < 0 and r.due_at > ? and r.solitary is null
            and r.limit_group is null
          order by r.due_at
          limit ?
          for update skip locked
        ) as oldest
        where exists (select from lease)
        order by oldest.due_at
        limit greatest(0, ? - (select count(*) from due))
      ), chosen as (
        select * from due
        union all
        select * from ranked
        union all
        select * from yielding
        order by due_at, id
        limit ?
      ), sized as (
        select chosen.id as run_id, chosen.first, e.id, e.name, e.data, e.time, e.headers,
          coalesce(sum(coalesce(e.data_bytes, pg_column_size(e.data))
            + case when chosen.first then 0 else (
                select coalesce(sum(pg_column_size(s.result)), 0) from stepwell.step s where s.run_id = chosen.id) end)
            over (order by chosen.due_at, chosen.id rows between unbounded preceding and 1 preceding), 0) as bytes_before
        from chosen
        join stepwell.event e on e.id = chosen.event_id
      )
      update stepwell.run r
      set status = 'running', worker_id = lease.id, due_at = null, woken = false, slots = null,
        started_at = coalesce(r.started_at, ?)
      from sized, lease
      where r.id = sized.run_id and sized.bytes_before < ?
      returning r.id as run_id, r.function_id, r.created_at, r.gathered_at, r.started_at, r.rerun_of, sized.first,
        r.worker_deaths, r.died_at, r.lone_deaths, r.ruled, sized.id, sized.name, sized.data, sized.time,
        sized.headers""";

  /** One run, and only for a worker without runs. */
  static final String CLAIM_ALONE = """
      with lease as materialized (
        select id from stepwell.worker where id = ? for key share
      ), alone as (
        select r.id, r.event_id from stepwell.run r
        where r.solitary and r.limit_group is null and r.function_id = any (?::text[]) and r.due_at <= ?
          and not exists (select from stepwell.function p where p.id = r.function_id and p.paused_at is not null)
          and not exists (
            select from stepwell.run held where held.worker_id = (select id from lease) and held.status = 'running')
          and exists (select from lease)
        order by r.due_at
        limit 1
        for update of r skip locked
      )
      update stepwell.run r
      set status = 'running', worker_id = lease.id, due_at = null, woken = false, solitary = null, slots = null,
        started_at = coalesce(r.started_at, ?)
      from alone, lease, stepwell.event e
      where r.id = alone.id and e.id = alone.event_id
      returning r.id as run_id, r.function_id, r.created_at, r.gathered_at, r.started_at, r.rerun_of, false as first,
        r.worker_deaths, r.died_at, r.lone_deaths, e.id, e.name, e.data, e.time, e.headers""";

  /** Without inputs, which a resuming run does not need. */
  static final String STEPS_OF = """
      select run_id, id, kind, status, attempts, null as input, result, error, due_at, started_at, ended_at, last_attempt_at,
        was
      from stepwell.step where run_id = any (?) order by started_at, id""";

  private static final String BEGIN_AND_CLAIM = TransactionStart.CLAIM.then(CLAIM);

  private final Connection connection;
  private final PostgresRuns runs;

  ClaimStatements(Connection connection, PostgresRuns runs) {
    this.connection = connection;
    this.runs = runs;
  }

  /** Begins the transaction and claims up to {@code max} runs. */
  List<ClaimedRun> claim(
      UUID workerId, Set<String> functionIds, int max, long maxBytes, Instant now)
      throws SQLException {
    try (PreparedStatement claim = connection.prepareStatement(BEGIN_AND_CLAIM)) {
      claim.setObject(1, workerId);
      claim.setArray(2, connection.createArrayOf("text", functionIds.toArray()));
      claim.setObject(3, time(now));
      claim.setInt(4, max);
      claim.setInt(5, max);
      claim.setObject(6, time(now));
      claim.setInt(7, max);
      claim.setObject(8, time(now));
      claim.setInt(9, max);
      claim.setInt(10, max);
      claim.setInt(11, max);
      claim.setObject(12, time(now));
      claim.setLong(13, maxBytes);
      TransactionStart.CLAIM.execute(claim);
      try (ResultSet rows = claim.getResultSet()) {
        return read(rows);
      }
    }
  }

  /** The claimed runs of these rows, with their events and steps. */
  List<ClaimedRun> read(ResultSet rows) throws SQLException {
    List<ClaimedRun> claimed = new ArrayList<>();
    List<UUID> begun = new ArrayList<>();
    List<UUID> ruled = new ArrayList<>();
    while (rows.next()) {
      UUID id = Sql.uuid(rows, "run_id");
      if (!rows.getBoolean("first") || rows.getObject("rerun_of") != null) {
        begun.add(id);
      }
      if (rows.getBoolean("ruled")) {
        ruled.add(id);
      }
      claimed.add(claimed(rows));
    }
    BacklogStatements.leave(connection, ruled);
    List<ClaimedRun> complete = withEvents(claimed, ruled);
    return begun.isEmpty() ? complete : withSteps(complete, steps(begun));
  }

  /** Claims a run that demands solitude, in the transaction that is begun; empty if there is none. */
  List<ClaimedRun> claimAlone(UUID workerId, Set<String> functionIds, Instant now)
      throws SQLException {
    List<ClaimedRun> alone = new ArrayList<>();
    try (PreparedStatement claim = connection.prepareStatement(CLAIM_ALONE)) {
      claim.setObject(1, workerId);
      claim.setArray(2, connection.createArrayOf("text", functionIds.toArray()));
      claim.setObject(3, time(now));
      claim.setObject(4, time(now));
      try (ResultSet rows = claim.executeQuery()) {
        while (rows.next()) {
          alone.add(claimed(rows));
        }
      }
    }
    List<UUID> ids = alone.stream().map(ClaimedRun::id).toList();
    return withSteps(withEvents(alone, ids), steps(ids));
  }

  private static ClaimedRun claimed(ResultSet row) throws SQLException {
    return new ClaimedRun(
        Sql.uuid(row, "run_id"),
        row.getString("function_id"),
        PostgresRuns.event(row),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "started_at"),
        row.getBoolean("first"),
        List.of(),
        deaths(row),
        List.of(),
        Sql.instantOrNull(row, "gathered_at"));
  }

  private static @Nullable WorkerDeaths deaths(ResultSet row) throws SQLException {
    int count = row.getInt("worker_deaths");
    return count == 0
        ? null
        : new WorkerDeaths(count, row.getInt("lone_deaths"), Sql.instant(row, "died_at"));
  }

  private Map<UUID, List<StepRecord>> steps(List<UUID> runIds) throws SQLException {
    Map<UUID, List<StepRecord>> steps = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(STEPS_OF)) {
      select.setArray(1, uuids(connection, runIds));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          steps
              .computeIfAbsent(Sql.uuid(rows, "run_id"), id -> new ArrayList<>())
              .add(runs.step(rows).withWas(runs.ids(rows, "was")));
        }
      }
    }
    return steps;
  }

  /** With the events that these runs have gathered. */
  private List<ClaimedRun> withEvents(List<ClaimedRun> claimed, List<UUID> ruled)
      throws SQLException {
    if (ruled.isEmpty()) {
      return claimed;
    }
    Map<UUID, List<StoredEvent>> events = GatherStatements.events(connection, ruled);
    return claimed.stream()
        .map(run -> run.withGathered(events.getOrDefault(run.id(), List.of())))
        .toList();
  }

  private static List<ClaimedRun> withSteps(
      List<ClaimedRun> claimed, Map<UUID, List<StepRecord>> steps) {
    return claimed.stream()
        .map(run -> new ClaimedRun(
            run.id(),
            run.functionId(),
            run.event(),
            run.createdAt(),
            run.startedAt(),
            run.first(),
            steps.getOrDefault(run.id(), List.of()),
            run.deaths(),
            run.gathered(),
            run.gatheredAt()))
        .toList();
  }
}
