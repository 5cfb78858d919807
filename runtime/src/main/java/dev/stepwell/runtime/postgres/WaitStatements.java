package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.MatchKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Ends waits, in a transaction that has locked their runs.
 *
 * <p>It updates the step first and marks the run ({@code woken}) after it, so a worker that parks the run meanwhile sees the mark.
 */
final class WaitStatements {
  /** In the order of their ids, as every transaction that changes several runs does. */
  static final String LOCK_RUNS = """
      select r.id from stepwell.run r
      where r.id in (
        select w.run_id from unnest(?::text[], ?::text[]) as k (event, key)
        join stepwell.wait w on w.key = k.key and w.event = k.event)
      order by r.id
      for no key update""";

  /**
   * The oldest event that a wait {@code w} may take. The first part follows the index by time. The second finds what was sent in a
   * transaction of the caller that was open when the wait began: none that has been open for more than a day, and none with an id
   * that this server has not reached, which came with a dump of another server.
   */
  static final String CANDIDATE = """
      lateral (
      select found.event_id, found.came_after
      from (
        (select k.event_id, k.accepted_at, k.position, after.came_after
          from stepwell.event_key k
          cross join lateral (
            select k.accepted_at >= w.arrived_at
              or (k.caller_xid is not null and not pg_visible_in_snapshot(k.caller_xid, w.snapshot)) as came_after
          ) as after
          where k.event = w.event and k.key_hash = hashtextextended(w.key, 0) and k.key = w.key
            and k.accepted_at >= w.since and k.accepted_at <= w.until
            and k.event_id <> (select event_id from stepwell.run where id = w.run_id)
            and not exists (
              select from stepwell.taken_event t
              where t.run_id = w.run_id and t.event_id = k.event_id and (w.number > t.last_number or not after.came_after))
          order by k.accepted_at, k.position
          limit 1)
        union all
        (select k.event_id, k.accepted_at, k.position, true
          from stepwell.event_key k
          where k.event = w.event and k.key_hash = hashtextextended(w.key, 0) and k.key = w.key
            and k.caller_xid >= pg_snapshot_xmin(w.snapshot) and not pg_visible_in_snapshot(k.caller_xid, w.snapshot)
            and k.caller_xid < pg_snapshot_xmax(pg_current_snapshot())
            and k.accepted_at < w.since and k.accepted_at > w.arrived_at - interval '1 day' and k.accepted_at <= w.until
            and k.event_id <> (select event_id from stepwell.run where id = w.run_id)
            and not exists (
              select from stepwell.taken_event t
              where t.run_id = w.run_id and t.event_id = k.event_id and w.number > t.last_number)
          order by k.accepted_at, k.position
          limit 1)
      ) as found
      order by found.accepted_at, found.position
      limit 1)""";

  /**
   * If several waits of a run find the same event by looking back, the first takes it. The others, and later waits, are
   * skipped: they may find another event when this statement is executed again, as indicated by {@code more}.
   */
  static final String END = """
      with found as (
        select w.run_id, w.step_id, w.number, c.event_id,
          c.came_after or row_number() over (partition by w.run_id, c.event_id order by w.number) = 1 as fits
        from unnest(?::text[], ?::text[]) as k (event, key)
        join stepwell.wait w on w.key = k.key and w.event = k.event
        cross join
      """ + CANDIDATE + """
         as c
        where w.run_id = any (?) and (w.unsettled is null or ?)
      ), fit as (
        select f.run_id, f.step_id, f.event_id from found f
        where f.fits
          and not exists (
            select from found earlier
            where earlier.run_id = f.run_id and earlier.number < f.number and not earlier.fits)
      ), ended as (
        delete from stepwell.wait w using fit
        where w.run_id = fit.run_id and w.step_id = fit.step_id
        returning w.run_id, w.step_id, fit.event_id
      ), taken as (
        insert into stepwell.taken_event (run_id, event_id, step_id, last_number)
        select ended.run_id, ended.event_id, ended.step_id,
          (select max(w.number) from stepwell.wait w where w.run_id = ended.run_id)
        from ended
        on conflict do nothing
      )
      update stepwell.step s
      set status = 'completed', attempts = 1, due_at = null, ended_at = ?,
        result = json_build_object('id', e.id, 'name', e.name, 'data', e.data)
      from ended
      join stepwell.event e on e.id = ended.event_id
      where s.run_id = ended.run_id and s.id = ended.step_id and s.status = 'waiting'
      returning s.run_id, s.id, (select count(*) from found) > (select count(*) from fit) as more""";

  private WaitStatements() {}

  /** A wait that has ended. */
  record Ended(UUID runId, String stepId) {}

  /** Locks the runs that wait by these keys; returns them. */
  static Collection<UUID> lockRuns(Connection connection, Collection<MatchKey> keys)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK_RUNS)) {
      lock.setArray(1, texts(connection, keys, MatchKey::event));
      lock.setArray(2, texts(connection, keys, MatchKey::key));
      return AppendStatements.uuidsOf(lock);
    }
  }

  /**
   * Ends the waits by these keys that have an event.
   *
   * @param runs their runs, locked by an earlier statement of this transaction
   * @param unsettled whether to end waits of unsettled shapes too
   */
  static List<Ended> end(
      Connection connection,
      Collection<MatchKey> keys,
      Collection<UUID> runs,
      boolean unsettled,
      Instant now)
      throws SQLException {
    List<Ended> ended = new ArrayList<>();
    boolean more = !runs.isEmpty();
    while (more) {
      more = false;
      try (PreparedStatement end = connection.prepareStatement(END)) {
        end.setArray(1, texts(connection, keys, MatchKey::event));
        end.setArray(2, texts(connection, keys, MatchKey::key));
        end.setArray(3, Sql.uuids(connection, runs));
        end.setBoolean(4, unsettled);
        end.setObject(5, time(now));
        try (ResultSet rows = end.executeQuery()) {
          while (rows.next()) {
            ended.add(new Ended(Sql.uuid(rows, "run_id"), rows.getString("id")));
            more |= rows.getBoolean("more");
          }
        }
      }
    }
    return ended;
  }
}
