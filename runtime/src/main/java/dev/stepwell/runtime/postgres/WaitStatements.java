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
import java.util.stream.IntStream;

/**
 * Ends waits, in a transaction that has locked their runs.
 *
 * <p>It updates the step first and marks the run ({@code woken}) after it, so a worker that parks the run meanwhile sees the mark.
 */
final class WaitStatements {
  /** In the order of their ids, as every transaction that changes several runs does. */
  static final String LOCK_RUNS = """
      select r.id, waiting.for_any from stepwell.run r
      join (
        select w.run_id, bool_or(strpos(w.step_id, chr(31)) > 0) as for_any
        from unnest(?::text[], ?::text[]) as k (event, key)
        join stepwell.wait w on w.key = k.key and w.event = k.event
        group by w.run_id
      ) as waiting on waiting.run_id = r.id
      order by r.id
      for no key update of r""";

  /**
   * The oldest event that a wait {@code w} may take. The first part follows the index by time. The second finds what was sent in a
   * transaction of the caller that was open when the wait began: none that has been open for more than a day, and none with an id
   * that this server has not reached, which came with a dump of another server.
   */
  static final String CANDIDATE = """
      lateral (
      select found.event_id, found.came_after, found.accepted_at, found.position
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
              select from stepwell.gathered_event g where g.run_id = w.run_id and g.event_id = k.event_id)
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
              select from stepwell.gathered_event g where g.run_id = w.run_id and g.event_id = k.event_id)
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
      set status = 'completed', attempts = 1, due_at = null,
        ended_at = least(?::timestamptz, greatest(s.started_at, e.accepted_at)),
        result = json_build_object('id', e.id, 'name', e.name, 'data', e.data)
      from ended
      join stepwell.event e on e.id = ended.event_id
      where s.run_id = ended.run_id and s.id = ended.step_id and s.status = 'waiting'
      returning s.run_id, s.id, (select count(*) from found) > (select count(*) from fit) as more""";

  /**
   * As {@link #END}, for runs that wait for the first of several events. Such a wait has a row for each event, whose step id ends in a
   * separator and a number. The oldest event ends the step, and all its rows are removed. It considers all waits of these runs, because
   * which event such a wait takes depends on what waits by its other keys have taken.
   */
  static final String END_FIRST_OF_SEVERAL = """
      with touched as (
        select distinct w.run_id, split_part(w.step_id, chr(31), 1) as id
        from stepwell.wait w where w.run_id = any (?)
      ), candidate as (
        select w.run_id, t.id, w.number, c.event_id, c.came_after,
          row_number() over (partition by w.run_id, t.id order by c.accepted_at, c.position, w.number) as place
        from touched t
        join stepwell.wait w on w.run_id = t.run_id and w.step_id >= t.id and w.step_id < t.id || chr(32)
        cross join
      """ + CANDIDATE + """
         as c
        where ? or not exists (
          select from stepwell.wait u
          where u.run_id = t.run_id and u.step_id >= t.id and u.step_id < t.id || chr(32) and u.unsettled is not null)
      ), found as (
        select f.run_id, f.id, f.number, f.event_id,
          f.came_after or row_number() over (partition by f.run_id, f.event_id order by f.number) = 1 as fits
        from candidate f where f.place = 1
      ), fit as (
        select f.run_id, f.id, f.event_id from found f
        where f.fits
          and not exists (
            select from found earlier
            where earlier.run_id = f.run_id and earlier.number < f.number and not earlier.fits)
      ), removed as (
        delete from stepwell.wait w using fit
        where w.run_id = fit.run_id and w.step_id >= fit.id and w.step_id < fit.id || chr(32)
        returning w.run_id, fit.id, fit.event_id
      ), ended as (
        select distinct run_id, id as step_id, event_id from removed
      ), taken as (
        insert into stepwell.taken_event (run_id, event_id, step_id, last_number)
        select ended.run_id, ended.event_id, ended.step_id,
          (select max(w.number) from stepwell.wait w where w.run_id = ended.run_id)
        from ended
        on conflict do nothing
      )
      update stepwell.step s
      set status = 'completed', attempts = 1, due_at = null,
        ended_at = least(?::timestamptz, greatest(s.started_at, e.accepted_at)),
        result = json_build_object('id', e.id, 'name', e.name, 'data', e.data)
      from ended
      join stepwell.event e on e.id = ended.event_id
      where s.run_id = ended.run_id and s.id = ended.step_id and s.status = 'waiting'
      returning s.run_id, s.id, (select count(*) from found) > (select count(*) from fit) as more""";

  /** Separates the id of a step that waits for the first of several events from the number of the event; no id contains it. */
  private static final char SEPARATOR = '\u001f';

  private WaitStatements() {}

  /** A wait that has ended. */
  record Ended(UUID runId, String stepId) {}

  /**
   * Runs that are locked.
   *
   * @param forAny whether one of them waits for the first of several events
   */
  record Locked(Collection<UUID> runs, boolean forAny) {}

  /** The ids under which a step's wait for this many events is stored. */
  static List<String> rowIds(String stepId, int events) {
    return events == 1
        ? List.of(stepId)
        : IntStream.range(0, events).mapToObj(i -> stepId + SEPARATOR + i).toList();
  }

  /** The id of the step whose wait is stored under this id. */
  static String stepId(String rowId) {
    int separator = rowId.indexOf(SEPARATOR);
    return separator < 0 ? rowId : rowId.substring(0, separator);
  }

  /** Locks the runs that wait by these keys; returns them. */
  static Locked lockRuns(Connection connection, Collection<MatchKey> keys) throws SQLException {
    List<UUID> runs = new ArrayList<>();
    boolean forAny = false;
    try (PreparedStatement lock = connection.prepareStatement(LOCK_RUNS)) {
      lock.setArray(1, texts(connection, keys, MatchKey::event));
      lock.setArray(2, texts(connection, keys, MatchKey::key));
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          runs.add(Sql.uuid(rows, "id"));
          forAny |= rows.getBoolean("for_any");
        }
      }
    }
    return new Locked(runs, forAny);
  }

  /**
   * Ends the waits by these keys that have an event.
   *
   * @param locked their runs, locked by an earlier statement of this transaction
   * @param unsettled whether to end waits of unsettled shapes too
   */
  static List<Ended> end(
      Connection connection,
      Collection<MatchKey> keys,
      Locked locked,
      boolean unsettled,
      Instant now)
      throws SQLException {
    List<Ended> ended = new ArrayList<>();
    boolean more = !locked.runs.isEmpty();
    while (more) {
      more = false;
      try (PreparedStatement end =
          connection.prepareStatement(locked.forAny ? END_FIRST_OF_SEVERAL : END)) {
        int next = 1;
        if (!locked.forAny) {
          end.setArray(next++, texts(connection, keys, MatchKey::event));
          end.setArray(next++, texts(connection, keys, MatchKey::key));
        }
        end.setArray(next++, Sql.uuids(connection, locked.runs));
        end.setBoolean(next++, unsettled);
        end.setObject(next, time(now));
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
