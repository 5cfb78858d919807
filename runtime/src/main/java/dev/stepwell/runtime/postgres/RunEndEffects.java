package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The effects of the ends of runs: runs that wait for them resume, and those that cancelled ones wait for are cancelled
 * too.
 */
final class RunEndEffects {
  static final String CANCEL_CALLED = """
      with live as (
        select id, worker_id, ruled from stepwell.run
        where caller_run_id = any (?) and status in ('queued', 'running', 'waiting')
        order by id
        for no key update
      ), cancelled as (
        update stepwell.run r
        set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = 'caller'
        from live where r.id = live.id
        returning r.id, r.caller_run_id
      ), stopping as (
        insert into stepwell.stopping_run (run_id, worker_id)
        select live.id, holder.id
        from live
        cross join lateral (
          select w.id from stepwell.worker w where w.id = live.worker_id for key share skip locked
        ) as holder
        where live.ruled
        on conflict do nothing
      ), forgotten as (
        delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id
      )
      select id, caller_run_id from cancelled""";

  /** In the order of their ids, as every transaction that changes several runs does. */
  static final String CANCEL_RUNS = """
      with live as (
        select id, worker_id, ruled from stepwell.run
        where id = any (?) and status in ('queued', 'running', 'waiting')
        order by id
        for no key update
      ), cancelled as (
        update stepwell.run r
        set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = ?
        from live where r.id = live.id
        returning r.id
      ), stopping as (
        insert into stepwell.stopping_run (run_id, worker_id)
        select live.id, holder.id
        from live
        cross join lateral (
          select w.id from stepwell.worker w where w.id = live.worker_id for key share skip locked
        ) as holder
        where live.ruled
        on conflict do nothing
      ), forgotten as (
        delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id
      )
      select id from cancelled""";

  static final String RULED = "select id from stepwell.run where id = any (?) and ruled";
  static final String FORGET_WAITS = "delete from stepwell.wait where run_id = any (?)";

  /** What steps of these runs wait for: events, and slots of their limits. */
  static final String FORGET_ALL_WAITS = """
      with slots as (
        delete from stepwell.step_slot where run_id = any (?) and worker_id is null
      )
      delete from stepwell.wait where run_id = any (?)""";

  /** Not for runs that such an event started itself, because the chain could be endless. */
  static final String TELL_CANCELLED = """
      with told as (
        insert into stepwell.event (id, name, data, time, accepted_at, headers)
        select r.id || ':cancelled', 'stepwell/function.cancelled',
          case when batch.events is null
            then json_build_object('functionId', r.function_id, 'runId', r.id, 'cancelledBy', r.cancelled_by,
              'event', json_build_object('id', e.id, 'name', e.name, 'data', e.data))
            else json_build_object('functionId', r.function_id, 'runId', r.id, 'cancelledBy', r.cancelled_by,
              'event', json_build_object('id', e.id, 'name', e.name, 'data', e.data), 'events', batch.events)
          end,
          ?, ?, e.headers
        from stepwell.run r
        join stepwell.event e on e.id = r.event_id
        left join lateral (
          select json_agg(json_build_object('id', one.id, 'name', one.name, 'data', one.data) order by g.number) as events
          from stepwell.gathered_event g
          join stepwell.event one on one.id = g.event_id
          where g.run_id = r.id
            and exists (
              select from stepwell.function f
              where f.id = r.function_id and f.definition #>> '{flowControl,batch}' is not null)
          having count(*) > 1
        ) as batch on r.ruled
        where r.id = any (?)
          and e.name not in ('stepwell/function.completed', 'stepwell/function.failed', 'stepwell/function.cancelled')
        on conflict (id) do nothing
        returning id
      )
      insert into stepwell.deferred (event_id, effects, due_at)
      select id, 'all', ? from told""";

  static final String END_CALLS = """
      update stepwell.step s
      set status = case called.status when 'completed' then 'completed' else 'failed' end,
        attempts = 1, due_at = null, ended_at = ?, result = called.output,
        error = case called.status
          when 'failed' then called.error
          when 'cancelled' then json_build_object('type', 'dev.stepwell.RunCancelledException',
            'message', format('run %s of %s was cancelled by %s', called.id, called.function_id, called.cancelled_by),
            'stackTrace', null, 'stepId', null, 'attempts', 0)
          when 'skipped' then json_build_object('type', 'dev.stepwell.RunCancelledException',
            'message', format('run %s of %s was skipped by a rule of its function', called.id, called.function_id),
            'stackTrace', null, 'stepId', null, 'attempts', 0)
        end
      from stepwell.run called
      where called.id = any (?) and s.run_id = called.caller_run_id and s.id = called.caller_step_id
        and s.status = 'waiting'
      returning s.run_id""";

  /**
   * A run that a worker holds is only marked: it is due again when the worker parks it. A queued run is locked, so that
   * no worker claims it and reads its steps before this transaction has committed.
   */
  static final String WAKE = """
      update stepwell.run
      set status = case status when 'waiting' then 'queued' else status end,
        due_at = case status when 'waiting' then ?::timestamptz - coalesce(head_start, 0) * interval '1 second' else due_at end,
        woken = status = 'running'
      where id = any (?) and status in ('queued', 'waiting', 'running')""";

  private final Connection connection;
  private final Instant now;
  private final Notices notices;

  RunEndEffects(Connection connection, Instant now, Notices notices) {
    this.connection = connection;
    this.now = now;
    this.notices = notices;
  }

  /** For runs that were just cancelled. Returns which were, including the runs that they invoked. */
  Set<UUID> cancelled(Collection<UUID> runs) throws SQLException {
    return cancelled(runs, new HashMap<>());
  }

  /** Like {@link #cancelled(Collection)}; also returns the cancelled caller of each invoked run. */
  Set<UUID> cancelled(Collection<UUID> runs, Map<UUID, UUID> callers) throws SQLException {
    Set<UUID> all = new HashSet<>(runs);
    Set<UUID> last = all;
    while (!last.isEmpty()) {
      try (PreparedStatement cancel = connection.prepareStatement(CANCEL_CALLED)) {
        cancel.setArray(1, uuids(connection, last));
        cancel.setObject(2, time(now));
        last = called(cancel, callers);
      }
      all.addAll(last);
    }
    if (!all.isEmpty()) {
      notices.runsWereCancelled();
      forgetAllWaits(all);
      tellCancelled(all);
      ended(all);
      releaseRules(ruled(all));
    }
    return all;
  }

  /** Cancels those of these runs that are live, and the runs that they wait for; returns them. */
  Set<UUID> cancel(Collection<UUID> runs, String by) throws SQLException {
    if (runs.isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement cancel = connection.prepareStatement(CANCEL_RUNS)) {
      cancel.setArray(1, uuids(connection, runs));
      cancel.setObject(2, time(now));
      cancel.setString(3, by);
      return cancelled(AppendStatements.uuidsOf(cancel));
    }
  }

  private static Set<UUID> called(PreparedStatement cancel, Map<UUID, UUID> callers)
      throws SQLException {
    Set<UUID> called = new HashSet<>();
    try (ResultSet rows = cancel.executeQuery()) {
      while (rows.next()) {
        UUID run = Sql.uuid(rows, "id");
        callers.put(run, Sql.uuid(rows, "caller_run_id"));
        called.add(run);
      }
    }
    return called;
  }

  private List<UUID> ruled(Collection<UUID> runs) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(RULED)) {
      select.setArray(1, uuids(connection, runs));
      return List.copyOf(AppendStatements.uuidsOf(select));
    }
  }

  /** For runs that have ended, and about which rules on starts may keep rows. */
  void releaseRules(Collection<UUID> runs) throws SQLException {
    if (!runs.isEmpty()) {
      BacklogStatements.leave(connection, runs);
      SingletonStatements.change(connection, runs, now);
      notices.singletonsChanged();
    }
  }

  /** Lets no event wake these runs any more. */
  void forgetWaits(Collection<UUID> runs) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET_WAITS)) {
      delete.setArray(1, uuids(connection, runs));
      delete.executeUpdate();
    }
  }

  private void forgetAllWaits(Collection<UUID> runs) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET_ALL_WAITS)) {
      delete.setArray(1, uuids(connection, runs));
      delete.setArray(2, uuids(connection, runs));
      delete.executeUpdate();
    }
  }

  private void tellCancelled(Collection<UUID> runs) throws SQLException {
    try (PreparedStatement tell = connection.prepareStatement(TELL_CANCELLED)) {
      tell.setObject(1, time(now));
      tell.setObject(2, time(now));
      tell.setArray(3, uuids(connection, runs));
      tell.setObject(4, time(now));
      if (tell.executeUpdate() > 0) {
        notices.effectsAreDue();
      }
    }
  }

  /** For runs that have ended, and may have been waited for. */
  void ended(Collection<UUID> runs) throws SQLException {
    if (runs.isEmpty()) {
      return;
    }
    try (PreparedStatement end = connection.prepareStatement(END_CALLS)) {
      end.setObject(1, time(now));
      end.setArray(2, uuids(connection, runs));
      wake(AppendStatements.uuidsOf(end));
    }
  }

  /** For runs that are due again as soon as they were parked. */
  void areDue(Collection<UUID> runs) {
    if (!runs.isEmpty()) {
      notices.runsAreDue();
    }
  }

  /** For runs with limits that have left their worker. */
  void released(Collection<UUID> runs) {
    notices.released(runs);
  }

  /** For runs of which a wait has ended. */
  void wake(Collection<UUID> runs) throws SQLException {
    if (runs.isEmpty()) {
      return;
    }
    try (PreparedStatement wake = connection.prepareStatement(WAKE)) {
      wake.setObject(1, time(now));
      wake.setArray(2, uuids(connection, runs));
      wake.executeUpdate();
    }
    notices.runsAreDue();
  }
}
