package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.store.RunQueue.Missing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Removes dead workers and releases their runs. */
final class BurialStatements {
  /**
   * Skips a worker that is in a transaction: if it has paused there, the database ends that soon. Deletes the worker's
   * row before it releases the runs, in one transaction: the row is the fence (ADR 3).
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
   * Like {@link #RELEASE}, for workers whose processes have died: counts the death for the runs, from one again if the
   * step that was in progress at the last death has ended since. After the second and third death the runs are spread
   * over 0.2 and 2 seconds, so that most runs that do not kill workers succeed. From the fourth on, each executes
   * without other runs (ADR 40). A run with a priority waits for its time parked, because a queued one is due already.
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
      set status = case when s.deaths in (2, 3) and r.head_start is not null then 'waiting' else 'queued' end,
        worker_id = null, worker_deaths = s.deaths, lone_deaths = s.lone, died_at = now(),
        solitary = case when s.deaths >= 4 then true end,
        due_at = now() + case s.deaths when 2 then s.place * interval '200 milliseconds'
          when 3 then s.place * interval '2 seconds'
          when 1 then coalesce(-r.head_start, 0) * interval '1 second'
          else least(coalesce(-r.head_start, 0), 0) * interval '1 second' end
      from suspect s
      where r.id = s.id and r.status = 'running'""";

  /**
   * A separate statement after the one that deletes the worker: only then does it see the runs of a group of writes
   * that the deletion waited for.
   */
  static final String RELEASE = """
      update stepwell.run
      set status = 'queued', worker_id = null, due_at = now() - coalesce(head_start, 0) * interval '1 second'
      where worker_id = any (?) and status = 'running'""";

  private BurialStatements() {}

  /** Removes these workers, except those with a later heartbeat. Returns the number of released runs. */
  static int bury(Connection connection, Collection<Missing> dead) throws SQLException {
    List<UUID> crashed = new ArrayList<>();
    List<UUID> others = new ArrayList<>();
    try (PreparedStatement delete = connection.prepareStatement(BURY)) {
      delete.setArray(1, uuids(connection, dead.stream().map(Missing::workerId).toList()));
      delete.setArray(2, Sql.micros(connection, dead, Missing::heardOfAt));
      try (ResultSet rows = delete.executeQuery()) {
        while (rows.next()) {
          (rows.getBoolean("crashed") ? crashed : others).add(Sql.uuid(rows, "id"));
        }
      }
    }
    int released =
        release(connection, RELEASE, others) + release(connection, RELEASE_AFTER_DEATH, crashed);
    others.addAll(crashed);
    SlotReleases.forfeit(connection, others);
    return released;
  }

  /** Releases the runs of a worker that has left. Returns their number. */
  static int release(Connection connection, UUID workerId) throws SQLException {
    int released = release(connection, RELEASE, List.of(workerId));
    SlotReleases.forfeit(connection, List.of(workerId));
    return released;
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
}
