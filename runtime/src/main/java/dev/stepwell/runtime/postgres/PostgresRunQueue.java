package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.model.WorkerDeaths;
import dev.stepwell.runtime.store.RunQueue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The queue of due runs, and the leases of workers. */
final class PostgresRunQueue implements RunQueue {
  static final String REGISTER = """
      with registered as (
        insert into stepwell.worker (id, name, functions, started_at, heartbeat_at, lease_until)
        values (?, ?, ?, now(), now(), now() + ? * interval '1 millisecond')
        returning id
      )
      insert into stepwell.lane (worker_id, number) select id, generate_series(0, ? - 1) from registered""";

  /**
   * A worker is missing when its lease has ended; or earlier, when its process is not seen: the lock is free that its connection holds,
   * on a server that has been up for long enough to have it taken again.
   */
  static final String BEAT = """
      with beat as (
        update stepwell.worker set heartbeat_at = now(), lease_until = now() + ? * interval '1 millisecond'
        where id = ?
        returning id, functions
      )
      select now() as now,
        (select min(due.at)
          from unnest(beat.functions) as f (id)
          cross join lateral (
            select r.due_at as at from stepwell.run r
            where r.function_id = f.id and r.due_at is not null and r.solitary is null
            order by r.due_at
            limit 1
          ) as due
          where not exists (
            select from stepwell.function p where p.id = f.id and p.paused_at is not null)) as next_due,
        (select min(due_at) from stepwell.deferred) as next_deferred,
        least(
          (select min(next_at) from stepwell.schedule where function_id = any (beat.functions)),
          (select min(next_at) from stepwell.event_schedule where paused_at is null)) as next_tick,
        (select version from stepwell.functions_version where one_row) as functions_version,
        missing.ids, missing.heard_of, missing.ended,
        coalesce((
          select case when exists (
              select from stepwell.worker w
              where w.id < beat.id and w.lease_until > now() and s.function_id = any (w.functions))
            then 'WHEN_EMPTY' else 'DRAIN' end
          from stepwell.run s
          where s.solitary and s.function_id = any (beat.functions) and s.due_at <= now()
            and not exists (
              select from stepwell.function p where p.id = s.function_id and p.paused_at is not null)
          order by 1 limit 1), 'NONE') as suspects
      from beat
      cross join lateral (
        select array_agg(w.id) as ids, array_agg((extract(epoch from w.heartbeat_at) * 1000000)::bigint) as heard_of,
          array_agg(w.lease_until < now()) as ended
        from stepwell.worker w
        where w.id <> beat.id
          and (w.lease_until < now()
            or w.shows_life
              and pg_postmaster_start_time() < now() - interval '6 seconds'
              and w.lock_key::bigint not in (
                select l.objid::bigint from pg_locks l
                where l.locktype = 'advisory' and l.objsubid = 2
                  and l.database = (select oid from pg_database where datname = current_database())
                  and l.classid::bigint = hashtext('stepwell worker')::bigint & 4294967295))
      ) as missing""";

  /**
   * Skips a worker that is in a transaction: if it has paused there, the database ends that soon. Deletes the worker's row before it
   * releases the runs, in one transaction: the row is the fence (ADR 3).
   */
  static final String BURY = """
      with gone as (
        delete from stepwell.worker where id in (
          select w.id from stepwell.worker w
          join unnest(?::uuid[], ?::bigint[]) as seen (id, heard_of) on w.id = seen.id
          where (extract(epoch from w.heartbeat_at) * 1000000)::bigint = seen.heard_of
          for update of w skip locked)
        returning id, functions, heartbeat_at,
          shows_life
            and pg_postmaster_start_time() < now() - interval '6 seconds'
            and lock_key::bigint not in (
              select l.objid::bigint from pg_locks l
              where l.locktype = 'advisory' and l.objsubid = 2
                and l.database = (select oid from pg_database where datname = current_database())
                and l.classid::bigint = hashtext('stepwell worker')::bigint & 4294967295) as crashed
      ), noted as (
        update stepwell.function f set last_worker_at = last.at
        from (select unnest(functions) as id, max(heartbeat_at) as at from gone group by 1) as last
        where f.id = last.id
      )
      select id, crashed from gone""";

  /**
   * As {@link #RELEASE}, for workers whose processes have died: counts that against the runs, from one again if the step that was in
   * progress at the last death has ended since. The runs of the second and third death are spread out in time, by 0.2 and 2 seconds, so
   * that most of those that do not kill workers get through. From the fourth on, each is executed where no other run is (ADR 40).
   */
  static final String RELEASE_AFTER_DEATH = """
      with held as (
        select r.id, count(*) over (partition by r.worker_id) = 1 as alone,
          coalesce(r.lone_deaths, 0) as lone, coalesce(r.worker_deaths, 0) as before,
          exists (
                select from stepwell.step s
                where s.run_id = r.id and s.status in ('completed', 'failed') and s.ended_at > r.died_at)
              and not exists (
                select from stepwell.step s
                where s.run_id = r.id and s.status = 'retrying' and s.ended_at = r.died_at)
            as progressed
        from stepwell.run r
        where r.worker_id = any (?) and r.status = 'running'
      ), counted as (
        select id, case when progressed then 1 else before + 1 end as deaths,
          case when progressed then 0 else lone end + case when alone then 1 else 0 end as lone
        from held
      ), suspect as (
        select id, deaths, lone, row_number() over (partition by deaths order by id) - 1 as place from counted
      )
      update stepwell.run r
      set status = 'queued', worker_id = null, worker_deaths = s.deaths, lone_deaths = s.lone, died_at = now(),
        solitary = case when s.deaths >= 4 then true end,
        due_at = now() + case s.deaths when 2 then s.place * interval '200 milliseconds'
          when 3 then s.place * interval '2 seconds' else interval '0' end
      from suspect s
      where r.id = s.id and r.status = 'running'""";

  /**
   * A statement of its own, after the one that deletes the worker: only so does it see the runs of a group of writes for whose end
   * that one has waited.
   */
  static final String RELEASE = """
      update stepwell.run set status = 'queued', worker_id = null, due_at = now()
      where worker_id = any (?) and status = 'running'""";

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
          where r.function_id = f.id and r.due_at <= ? and r.solitary is null
          order by r.due_at
          limit ?
          for update skip locked
        ) as oldest
        where exists (select from lease)
        order by oldest.due_at
        limit ?
      ), sized as (
        select due.id as run_id, due.first, e.id, e.name, e.data, e.time, e.headers,
          coalesce(sum(coalesce(e.data_bytes, pg_column_size(e.data))
            + case when due.first then 0 else (
                select coalesce(sum(pg_column_size(s.result)), 0) from stepwell.step s where s.run_id = due.id) end)
            over (order by due.due_at, due.id rows between unbounded preceding and 1 preceding), 0) as bytes_before
        from due
        join stepwell.event e on e.id = due.event_id
      )
      update stepwell.run r
      set status = 'running', worker_id = lease.id, due_at = null, woken = false,
        started_at = coalesce(r.started_at, ?)
      from sized, lease
      where r.id = sized.run_id and sized.bytes_before < ?
      returning r.id as run_id, r.function_id, r.created_at, r.started_at, r.rerun_of, sized.first,
        r.worker_deaths, r.died_at, r.lone_deaths, sized.id, sized.name, sized.data, sized.time,
        sized.headers""";

  /** One run, and only for a worker that holds none. */
  static final String CLAIM_ALONE = """
      with lease as materialized (
        select id from stepwell.worker where id = ? for key share
      ), alone as (
        select r.id, r.event_id from stepwell.run r
        where r.solitary and r.function_id = any (?::text[]) and r.due_at <= ?
          and not exists (select from stepwell.function p where p.id = r.function_id and p.paused_at is not null)
          and not exists (
            select from stepwell.run held where held.worker_id = (select id from lease) and held.status = 'running')
          and exists (select from lease)
        order by r.due_at
        limit 1
        for update of r skip locked
      )
      update stepwell.run r
      set status = 'running', worker_id = lease.id, due_at = null, woken = false, solitary = null,
        started_at = coalesce(r.started_at, ?)
      from alone, lease, stepwell.event e
      where r.id = alone.id and e.id = alone.event_id
      returning r.id as run_id, r.function_id, r.created_at, r.started_at, r.rerun_of, false as first,
        r.worker_deaths, r.died_at, r.lone_deaths, e.id, e.name, e.data, e.time, e.headers""";

  private static final String BEGIN_AND_BEAT = TransactionStart.BY_KEYS.then(BEAT);
  private static final String BEGIN_AND_CLAIM = TransactionStart.BY_KEYS.then(CLAIM);

  /** Without inputs, which a run that goes on does not need. */
  static final String STEPS_OF = """
      select run_id, id, kind, status, attempts, null as input, result, error, due_at, started_at, ended_at, last_attempt_at,
        was
      from stepwell.step where run_id = any (?) order by started_at, id""";

  static final String LEAVE = """
      with gone as (
        delete from stepwell.worker where id = ? returning functions, heartbeat_at
      )
      update stepwell.function f set last_worker_at = gone.heartbeat_at from gone where f.id = any (gone.functions)""";

  static final String ALL_HELD =
      "select id from stepwell.run where worker_id = ? and status = 'running'";

  static final String GIVE_BACK = """
      update stepwell.run set status = 'queued', worker_id = null, due_at = now()
      where id = any (?) and worker_id = ?""";

  static final String HELD = "select id from stepwell.run where id = any (?) and worker_id = ?";

  static final String FORGET_STUCK = "delete from stepwell.stuck_step where worker_id = ?";

  static final String STUCK = """
      insert into stepwell.stuck_step (worker_id, run_id, step_id, since)
      select w.id, s.run_id, s.step_id, timestamptz 'epoch' + s.since * interval '1 microsecond'
      from unnest(?::uuid[], ?::text[], ?::bigint[]) as s (run_id, step_id, since)
      cross join (select id from stepwell.worker where id = ? for key share) as w""";

  private final DataSource dataSource;
  private final HeartbeatConnection line;
  private final PostgresRuns runs;
  private final GroupCommit writes;

  PostgresRunQueue(
      DataSource dataSource, HeartbeatConnection line, PostgresRuns runs, GroupCommit writes) {
    this.dataSource = dataSource;
    this.line = line;
    this.runs = runs;
    this.writes = writes;
  }

  private <T> T run(String what, Database.Work<T> work) {
    return Database.begun(dataSource, what, connection -> {
      TransactionStart.BY_KEYS.on(connection);
      return work.run(connection);
    });
  }

  @Override
  public void register(UUID workerId, String name, Set<String> functionIds, Duration lease) {
    line.transaction("register the worker", connection -> {
      TransactionStart.PLAIN.on(connection);
      try (PreparedStatement insert = connection.prepareStatement(REGISTER)) {
        insert.setObject(1, workerId);
        insert.setString(2, name);
        insert.setArray(3, connection.createArrayOf("text", functionIds.toArray()));
        insert.setLong(4, lease.toMillis());
        insert.setInt(5, GroupCommit.LANES);
        return insert.executeUpdate();
      }
    });
    writes.writeAs(workerId);
  }

  @Override
  public @Nullable Beat beat(UUID workerId, Duration lease) {
    return line.transaction(
            "renew the lease",
            connection -> Optional.ofNullable(renew(connection, workerId, lease)))
        .orElse(null);
  }

  private static @Nullable Beat renew(Connection connection, UUID workerId, Duration lease)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(BEGIN_AND_BEAT)) {
      update.setLong(1, lease.toMillis());
      update.setObject(2, workerId);
      TransactionStart.BY_KEYS.execute(update);
      try (ResultSet row = update.getResultSet()) {
        return row.next() ? beat(row) : null;
      }
    }
  }

  private static Beat beat(ResultSet row) throws SQLException {
    List<Missing> missing = new ArrayList<>();
    if (row.getArray("ids") != null) {
      UUID[] ids = (UUID[]) row.getArray("ids").getArray();
      Long[] heardOf = (Long[]) row.getArray("heard_of").getArray();
      Boolean[] ended = (Boolean[]) row.getArray("ended").getArray();
      for (int i = 0; i < ids.length; i++) {
        missing.add(
            new Missing(ids[i], Instant.EPOCH.plus(heardOf[i], ChronoUnit.MICROS), ended[i]));
      }
    }
    return new Beat(
        Sql.instant(row, "now"),
        Sql.instantOrNull(row, "next_due"),
        Sql.instantOrNull(row, "next_deferred"),
        Sql.instantOrNull(row, "next_tick"),
        row.getLong("functions_version"),
        missing,
        Suspects.valueOf(row.getString("suspects")));
  }

  @Override
  public int bury(Collection<Missing> dead) {
    return run("take over from dead workers", connection -> {
      try (PreparedStatement delete = connection.prepareStatement(BURY)) {
        delete.setArray(
            1, uuids(connection, dead.stream().map(Missing::workerId).toList()));
        delete.setArray(2, Sql.micros(connection, dead, Missing::heardOfAt));
        List<UUID> crashed = new ArrayList<>();
        List<UUID> others = new ArrayList<>();
        try (ResultSet rows = delete.executeQuery()) {
          while (rows.next()) {
            (rows.getBoolean("crashed") ? crashed : others).add(Sql.uuid(rows, "id"));
          }
        }
        return release(connection, RELEASE, others)
            + release(connection, RELEASE_AFTER_DEATH, crashed);
      }
    });
  }

  private static int release(Connection connection, String statement, Collection<UUID> workerIds)
      throws SQLException {
    if (workerIds.isEmpty()) {
      return 0;
    }
    try (PreparedStatement release = connection.prepareStatement(statement)) {
      release.setArray(1, uuids(connection, workerIds));
      return release.executeUpdate();
    }
  }

  @Override
  public List<ClaimedRun> claim(
      UUID workerId, Set<String> functionIds, int max, long maxBytes, Instant now) {
    return Database.begun(dataSource, "claim runs", connection -> {
      List<ClaimedRun> claimed = new ArrayList<>();
      List<UUID> begun = new ArrayList<>();
      try (PreparedStatement claim = connection.prepareStatement(BEGIN_AND_CLAIM)) {
        claim.setObject(1, workerId);
        claim.setArray(2, connection.createArrayOf("text", functionIds.toArray()));
        claim.setObject(3, time(now));
        claim.setInt(4, max);
        claim.setInt(5, max);
        claim.setObject(6, time(now));
        claim.setLong(7, maxBytes);
        TransactionStart.BY_KEYS.execute(claim);
        try (ResultSet rows = claim.getResultSet()) {
          while (rows.next()) {
            UUID id = Sql.uuid(rows, "run_id");
            boolean first = rows.getBoolean("first");
            if (!first || rows.getObject("rerun_of") != null) {
              begun.add(id);
            }
            claimed.add(claimed(rows));
          }
        }
      }
      return begun.isEmpty() ? claimed : withSteps(claimed, steps(connection, begun));
    });
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
        deaths(row));
  }

  @Override
  public @Nullable ClaimedRun claimAlone(UUID workerId, Set<String> functionIds, Instant now) {
    List<ClaimedRun> claimed =
        Database.begun(dataSource, "claim a run that is to be alone", connection -> {
          TransactionStart.BY_KEYS.on(connection);
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
          return withSteps(
              alone, steps(connection, alone.stream().map(ClaimedRun::id).toList()));
        });
    return claimed.isEmpty() ? null : claimed.get(0);
  }

  private Map<UUID, List<StepRecord>> steps(Connection connection, List<UUID> runIds)
      throws SQLException {
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
            run.deaths()))
        .toList();
  }

  private static @Nullable WorkerDeaths deaths(ResultSet row) throws SQLException {
    int count = row.getInt("worker_deaths");
    return count == 0
        ? null
        : new WorkerDeaths(count, row.getInt("lone_deaths"), Sql.instant(row, "died_at"));
  }

  @Override
  public void leave(UUID workerId) {
    line.transaction("give back the worker's runs", connection -> {
      TransactionStart.BY_KEYS.on(connection);
      try (PreparedStatement delete = connection.prepareStatement(LEAVE)) {
        delete.setObject(1, workerId);
        delete.executeUpdate();
      }
      return release(connection, RELEASE, List.of(workerId));
    });
  }

  @Override
  public Set<UUID> held(UUID workerId) {
    return Database.run(dataSource, "see which runs are held", connection -> {
      try (PreparedStatement select = connection.prepareStatement(ALL_HELD)) {
        select.setObject(1, workerId);
        return AppendStatements.uuidsOf(select);
      }
    });
  }

  @Override
  public void giveBack(UUID workerId, Set<UUID> runIds) {
    Database.run(dataSource, "give back runs that are not executed", connection -> {
      try (PreparedStatement release = connection.prepareStatement(GIVE_BACK)) {
        release.setArray(1, uuids(connection, runIds));
        release.setObject(2, workerId);
        return release.executeUpdate();
      }
    });
  }

  @Override
  public Set<UUID> lost(UUID workerId, Set<UUID> runIds) {
    return Database.run(dataSource, "see which runs are held", connection -> {
      Set<UUID> lost = new HashSet<>(runIds);
      try (PreparedStatement select = connection.prepareStatement(HELD)) {
        select.setArray(1, uuids(connection, runIds));
        select.setObject(2, workerId);
        lost.removeAll(AppendStatements.uuidsOf(select));
      }
      return lost;
    });
  }

  @Override
  public void stuck(UUID workerId, Collection<StuckStep> steps) {
    run("note which steps do not return", connection -> {
      try (PreparedStatement delete = connection.prepareStatement(FORGET_STUCK)) {
        delete.setObject(1, workerId);
        delete.executeUpdate();
      }
      try (PreparedStatement insert = connection.prepareStatement(STUCK)) {
        insert.setArray(
            1, uuids(connection, steps.stream().map(StuckStep::runId).toList()));
        insert.setArray(
            2,
            connection.createArrayOf(
                "text", steps.stream().map(StuckStep::stepId).toArray()));
        insert.setArray(3, Sql.micros(connection, steps, StuckStep::since));
        insert.setObject(4, workerId);
        return insert.executeUpdate();
      }
    });
  }
}
