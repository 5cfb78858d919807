package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.store.RunQueue.Beat;
import dev.stepwell.runtime.store.RunQueue.Missing;
import dev.stepwell.runtime.store.RunQueue.Suspects;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers workers and renews their leases. */
final class LeaseStatements {
  static final String REGISTER = """
      with registered as (
        insert into stepwell.worker (id, name, functions, started_at, heartbeat_at, lease_until)
        values (?, ?, ?, now(), now(), now() + ? * interval '1 millisecond')
        returning id
      )
      insert into stepwell.lane (worker_id, number) select id, generate_series(0, ? - 1) from registered""";

  /**
   * A worker is missing when its lease has ended; or earlier, when its process is not visible: the lock of its
   * connection is free, on a server that has been up long enough for the lock to be taken again.
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
        (select min(due_at) from stepwell.singleton_change) as next_change,
        least(
          (select min(next_at) from stepwell.schedule where function_id = any (beat.functions)),
          (select min(next_at) from stepwell.event_schedule where paused_at is null)) as next_tick,
        (select version from stepwell.functions_version where one_row) as functions_version,
        missing.ids, missing.heard_of, missing.ended, missing.disconnected,
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
          array_agg(w.ended) as ended, array_agg(w.disconnected) as disconnected
        from (
          select w.id, w.heartbeat_at, w.lease_until < now() as ended,
            w.shows_life
              and pg_postmaster_start_time() < now() - interval '6 seconds'
              and w.lock_key::bigint not in (
                select l.objid::bigint from pg_locks l
                where l.locktype = 'advisory' and l.objsubid = 2
                  and l.database = (select oid from pg_database where datname = current_database())
                  and l.classid::bigint = hashtext('stepwell worker')::bigint & 4294967295) as disconnected
          from stepwell.worker w
          where w.id <> beat.id
          offset 0
        ) as w
        where w.ended or w.disconnected
      ) as missing""";

  static final String LEAVE = """
      with gone as (
        delete from stepwell.worker where id = ? returning functions, heartbeat_at
      )
      update stepwell.function f set last_worker_at = gone.heartbeat_at from gone where f.id = any (gone.functions)""";

  private LeaseStatements() {}

  static void register(
      Connection connection, UUID workerId, String name, Set<String> functionIds, Duration lease)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(REGISTER)) {
      insert.setObject(1, workerId);
      insert.setString(2, name);
      insert.setArray(3, connection.createArrayOf("text", functionIds.toArray()));
      insert.setLong(4, lease.toMillis());
      insert.setInt(5, GroupCommit.LANES);
      insert.executeUpdate();
    }
  }

  /** In one message: begins the transaction, renews the lease and reads what the worker should know; null if its lease is lost. */
  static @Nullable Beat beat(
      Connection connection, Beginning beginning, UUID workerId, Duration lease)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(beginning.then(BEAT))) {
      update.setLong(1, lease.toMillis());
      update.setObject(2, workerId);
      beginning.execute(update);
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
      Boolean[] disconnected = (Boolean[]) row.getArray("disconnected").getArray();
      for (int i = 0; i < ids.length; i++) {
        missing.add(new Missing(
            ids[i], Instant.EPOCH.plus(heardOf[i], ChronoUnit.MICROS), ended[i], disconnected[i]));
      }
    }
    return new Beat(
        Sql.instant(row, "now"),
        Sql.instantOrNull(row, "next_due"),
        Sql.instantOrNull(row, "next_deferred"),
        Sql.instantOrNull(row, "next_change"),
        Sql.instantOrNull(row, "next_tick"),
        row.getLong("functions_version"),
        missing,
        Suspects.valueOf(row.getString("suspects")));
  }

  /** Removes the worker; the caller releases its runs. */
  static void leave(Connection connection, UUID workerId) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(LEAVE)) {
      delete.setObject(1, workerId);
      delete.executeUpdate();
    }
  }
}
