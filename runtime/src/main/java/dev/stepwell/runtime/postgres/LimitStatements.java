package dev.stepwell.runtime.postgres;

/** The statements by which runs are claimed under limits, and by which slots are released. */
final class LimitStatements {
  /** A run that has become due by time alone joins its line, at the place that its priority gives it. */
  static final String JOIN_LINES = """
      update stepwell.run r
      set status = 'queued', due_at = r.due_at - coalesce(r.head_start, 0) * interval '1 second'
      from (
        select due.id
        from unnest(?::text[]) as f (id)
        cross join lateral (
          select p.id from stepwell.run p
          where p.function_id = f.id and p.status = 'waiting' and p.limit_group is not null and p.due_at <= ?
          order by p.due_at
          limit 500
          for update skip locked
        ) as due
      ) as parked
      where r.id = parked.id""";

  /**
   * The lines of these functions that have due runs, from the one after the last that was served, and what is taken of their limits. One
   * probe of the index for each line, however many runs wait.
   */
  static final String TURNS = """
      with recursive lease as materialized (
        select id from stepwell.worker where id = ? for key share
      ), given as materialized (
        select f.id, f.after
        from unnest(?::text[], ?::text[]) as f (id, after)
        where exists (select from lease)
          and not exists (select from stepwell.function p where p.id = f.id and p.paused_at is not null)
      ), turn (function_id, after, line, wrapped, number) as (
        select g.id, g.after, first.line, first.line <= g.after, 1
        from given g
        cross join lateral (
          select coalesce(
            (select r.limit_group from stepwell.run r
              where r.function_id = g.id and r.status = 'queued' and r.limit_group > g.after
              order by r.limit_group limit 1),
            (select r.limit_group from stepwell.run r
              where r.function_id = g.id and r.status = 'queued' and r.limit_group <= g.after
              order by r.limit_group limit 1)) as line
          offset 0
        ) as first
        where first.line is not null
        union all
        select t.function_id, t.after, next.line, t.wrapped or next.line <= t.after, t.number + 1
        from turn t
        cross join lateral (
          select case when t.wrapped
            then (select r.limit_group from stepwell.run r
              where r.function_id = t.function_id and r.status = 'queued'
                and r.limit_group > t.line and r.limit_group <= t.after
              order by r.limit_group limit 1)
            else coalesce(
              (select r.limit_group from stepwell.run r
                where r.function_id = t.function_id and r.status = 'queued' and r.limit_group > t.line
                order by r.limit_group limit 1),
              (select r.limit_group from stepwell.run r
                where r.function_id = t.function_id and r.status = 'queued' and r.limit_group <= t.after
                order by r.limit_group limit 1))
            end as line
          offset 0
        ) as next
        where next.line is not null and t.number < ?
      )
      select t.function_id, t.line, head.limit_names, head.limit_keys, head.limit_costs, head.run_slots,
        head.started_at is null and head.rerun_of is null as starts, use.name, use.key,
        coalesce(k.running, 0) as running, k.next_at, coalesce(k.awaited, false) as awaited,
        l.amount, l.period_micros, l.burst
      from turn t
      cross join lateral (
        select r.limit_names, r.limit_keys, r.limit_costs, r.run_slots, r.started_at, r.rerun_of
        from stepwell.run r
        where r.function_id = t.function_id and r.limit_group = t.line and r.status = 'queued'
        order by r.due_at
        limit 1
      ) as head
      left join lateral unnest(head.limit_names, head.limit_keys) as use (name, key) on true
      left join stepwell.limit_key k on k.limit_name = use.name and k.key = use.key
      cross join lateral (
        select max(case when f.override_until > ? then f.override_amount else f.amount end) as amount,
          max(f.period_micros) as period_micros, max(f.burst) as burst
        from stepwell.flow_limit f where f.name = use.name
      ) as l
      order by t.number, t.function_id""";

  private static final String LOCK_WANTED = """
      with wanted as materialized (
        %s
        order by w.limit_name, w.key
      ), missing as (
        insert into stepwell.limit_key (limit_name, key, served_at)
        select w.limit_name, w.key, now() from wanted w
        where not exists (
          select from stepwell.limit_key k where k.limit_name = w.limit_name and k.key = w.key)
        on conflict (limit_name, key) do nothing
        returning limit_name, key, running, next_at
      ), known as (
        select k.limit_name, k.key, k.running, k.next_at
        from wanted w
        join stepwell.limit_key k on k.limit_name = w.limit_name and k.key = w.key
        where (select count(*) from missing) >= 0%s
        order by k.limit_name, k.key
        for update of k%s
      )
      select s.limit_name as name, s.key, s.running, s.next_at, l.amount, l.period_micros, l.burst
      from (select * from known union all select * from missing) as s
      cross join lateral (
        select max(case when f.override_until > ? then f.override_amount else f.amount end) as amount,
          max(f.period_micros) as period_micros, max(f.burst) as burst
        from stepwell.flow_limit f where f.name = s.limit_name
      ) as l""";

  /** Locks what is taken of these limits, in the order of their names and keys, as releases do. */
  static final String LOCK = LOCK_WANTED.formatted(
      "select w.limit_name, w.key from unnest(?::text[], ?::text[]) as w (limit_name, key)",
      "",
      "");

  /**
   * As {@link #LOCK}, but skips limits of lines in which runs wait, limits that others await, and limits that another transaction has locked:
   * new runs under those limits wait in line.
   */
  static final String LOCK_FREE = LOCK_WANTED.formatted(
      """
      select distinct w.limit_name, w.key
        from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as w (function_id, line, limit_name, key)
        where not exists (
          select from stepwell.run r
          where r.function_id = w.function_id and r.limit_group = w.line and r.status = 'queued')""", " and not k.awaited and (k.turns_until is null or k.turns_until <= ?)", " skip locked");

  /** The first due runs of these lines. */
  static final String HEADS = """
      select head.id, head.function_id, head.limit_group, head.limit_names, head.limit_keys, head.limit_costs,
        head.run_slots, head.started_at is null as first, head.started_at is null and head.rerun_of is null as starts,
        coalesce(head.ruled, false) as ruled, greatest(head.due_at, head.created_at) as since,
        coalesce(e.data_bytes, pg_column_size(e.data)) + case when head.started_at is null then 0 else (
          select coalesce(sum(pg_column_size(s.result)), 0) from stepwell.step s where s.run_id = head.id) end as bytes
      from unnest(?::text[], ?::text[], ?::int[]) with ordinality as line (function_id, name, reach, number)
      cross join lateral (
        select r.id, r.function_id, r.event_id, r.limit_group, r.limit_names, r.limit_keys, r.limit_costs, r.run_slots,
          r.started_at, r.rerun_of, r.ruled, r.due_at, r.created_at
        from stepwell.run r
        where r.function_id = line.function_id and r.limit_group = line.name and r.status = 'queued'
          and (r.due_at <= ? or r.head_start < 0) and r.solitary is null
        order by r.due_at
        limit line.reach
        for update skip locked
      ) as head
      join stepwell.event e on e.id = head.event_id
      order by line.number, head.due_at, head.id""";

  /** The longest due run with limits that demands solitude; for a worker that holds no run. */
  static final String SOLITARY = """
      with lease as materialized (
        select id from stepwell.worker where id = ? for key share
      )
      select r.id, r.function_id, r.limit_group, r.limit_names, r.limit_keys, r.limit_costs,
        r.run_slots, false as first, r.started_at is null and r.rerun_of is null as starts, true as ruled, r.due_at as since,
        0 as bytes
      from stepwell.run r
      where r.solitary and r.limit_group is not null and r.function_id = any (?::text[]) and r.due_at <= ?
        and not exists (select from stepwell.function p where p.id = r.function_id and p.paused_at is not null)
        and not exists (
          select from stepwell.run held where held.worker_id = (select id from lease) and held.status = 'running')
        and exists (select from lease)
      order by r.due_at
      limit 1
      for update of r skip locked""";

  /** The limits of a run, and what is taken of them. */
  static final String OF_RUN = """
      select r.id, r.limit_names, r.limit_keys, r.limit_costs, r.run_slots,
        r.started_at is null and r.rerun_of is null as starts, use.name, use.key,
        coalesce(k.running, 0) as running, k.next_at, l.amount, l.period_micros, l.burst
      from stepwell.run r
      cross join lateral unnest(r.limit_names, r.limit_keys) with ordinality as use (name, key, number)
      left join stepwell.limit_key k on k.limit_name = use.name and k.key = use.key
      cross join lateral (
        select max(case when f.override_until > ? then f.override_amount else f.amount end) as amount,
          max(f.period_micros) as period_micros, max(f.burst) as burst
        from stepwell.flow_limit f where f.name = use.name
      ) as l
      where r.id = ?
      order by use.number""";

  /** Some of the runs that hold a slot of a limit for a key: of those on attempts, of those on runs, and of those on steps. */
  static final String HOLDERS = """
      select id from (
        select r.id from stepwell.run r
        cross join lateral unnest(r.limit_names, r.limit_keys) as use (name, key)
        where ? = 'attempts' and r.slot_worker is not null and use.name = ? and use.key = ?
        union all
        select r.id from stepwell.run r
        cross join lateral unnest(r.limit_names, r.limit_keys) as use (name, key)
        where ? = 'runs' and r.run_slots and use.name = ? and use.key = ?
        union
        select s.run_id from stepwell.step_slot s
        cross join lateral unnest(s.limit_names, s.limit_keys) as use (name, key)
        where ? = 'attempts' and s.worker_id is not null and use.name = ? and use.key = ?
      ) as holder
      limit 10""";

  /** The runs that wait for this one, directly or not, and hold a slot of a limit on runs for a key. */
  static final String CALLERS = """
      with recursive caller as (
        select r.caller_run_id as id from stepwell.run r where r.id = ? and r.caller_run_id is not null
        union
        select r.caller_run_id from caller c join stepwell.run r on r.id = c.id where r.caller_run_id is not null
      )
      select r.id from caller c
      join stepwell.run r on r.id = c.id
      cross join lateral unnest(r.limit_names, r.limit_keys) as use (name, key)
      where r.run_slots and use.name = ? and use.key = ?""";

  /** Stores what is taken of limits that are locked. */
  static final String TAKE = """
      update stepwell.limit_key k
      set running = t.running, next_at = t.next_at, awaited = k.awaited or t.awaited, served_at = now()
      from unnest(?::text[], ?::text[], ?::int[], ?::timestamptz[], ?::boolean[])
        as t (limit_name, key, running, next_at, awaited)
      where k.limit_name = t.limit_name and k.key = t.key""";

  /** A run that holds slots of its own, or has taken its tokens, waits in another line than those that have not. */
  static final String GRANT = """
      update stepwell.run r
      set status = 'running', worker_id = ?, slot_worker = ?, slots = 1, due_at = null, woken = false, solitary = null,
        started_at = coalesce(r.started_at, ?),
        run_slots = case when exists (
          select from unnest(r.limit_names) as n (name) where n.name ~ '^(shared |)runs ') then true end,
        limit_group = case
          when right(r.limit_group, 1) <> '+' and exists (
            select from unnest(r.limit_names) as n (name) where n.name ~ '^(shared |)(runs|throttle) ')
          then r.limit_group || '+' else r.limit_group end
      from stepwell.event e
      where r.id = any (?) and e.id = r.event_id
      returning r.id as run_id, r.function_id, r.created_at, r.gathered_at, r.started_at, r.rerun_of,
        r.id = any (?) as first, r.worker_deaths, r.died_at, r.lone_deaths, r.ruled, e.id, e.name, e.data, e.time, e.headers""";

  /**
   * Releases slots, once for each limit and key: of the first runs that no worker executes any more what their steps hold, and if they have
   * ended also the slots of limits on runs and what steps wait for; of the second, which have left their worker, the slots of limits on
   * attempts. A count that is too low ends no transaction: else the runs of a dead worker stay with it. Tells the workers if runs wait for one of them.
   */
  static final String RELEASE = """
      with ended as (
        update stepwell.run r set run_slots = null
        where r.id = any (?) and r.run_slots and r.slot_worker is null
          and r.status in ('completed', 'failed', 'cancelled')
        returning r.limit_names, r.limit_keys
      ), steps as (
        delete from stepwell.step_slot s
        using stepwell.run r
        where s.run_id = any (?) and r.id = s.run_id and r.slot_worker is null
          and (s.worker_id is not null or r.status in ('completed', 'failed', 'cancelled'))
        returning s.limit_names, s.limit_keys, s.worker_id
      ), freed as materialized (
        select each.name, each.key, sum(each.slots) as slots
        from (
          select use.name, use.key, r.slots
          from stepwell.run r
          cross join lateral unnest(r.limit_names, r.limit_keys) as use (name, key)
          where r.id = any (?) and r.slots is not null and use.name !~ '^(shared |)(runs|throttle) '
          union all
          select use.name, use.key, 1
          from ended
          cross join lateral unnest(ended.limit_names, ended.limit_keys) as use (name, key)
          where use.name ~ '^(shared |)runs '
          union all
          select use.name, use.key, 1
          from steps
          cross join lateral unnest(steps.limit_names, steps.limit_keys) as use (name, key)
          where steps.worker_id is not null and use.name !~ '^(shared |)throttle '
        ) as each
        group by each.name, each.key
      ), known as materialized (
        select k.limit_name, k.key, k.awaited, f.slots
        from freed f
        join stepwell.limit_key k on k.limit_name = f.name and k.key = f.key
        order by k.limit_name, k.key
        for update of k
      ), released as (
        update stepwell.limit_key k
        set running = greatest(0, k.running - known.slots), awaited = false, served_at = now(),
          turns_until = case when known.awaited then clock_timestamp() + interval '2 seconds' else k.turns_until end
        from known
        where k.limit_name = known.limit_name and k.key = known.key
      )
      select pg_notify('stepwell', ?) where exists (select from known where awaited)""";

  /** Takes the slots from these workers; returns the runs that held them. */
  static final String FORFEIT = """
      update stepwell.run set slot_worker = null where slot_worker = any (?) returning id""";

  /** Takes the slots of these runs, which were cancelled and are not executed any more, from this worker; returns the runs that held them. */
  static final String FORFEIT_CANCELLED = """
      update stepwell.run set slot_worker = null
      where id = any (?) and slot_worker = ? and worker_id is null
      returning id""";

  /** How many runs {@link #CANCELLED} finds at most. */
  static final int MAX_CANCELLED = 1_000;

  /** The runs that were cancelled while no worker executed them, and that still hold slots of limits on runs. */
  static final String CANCELLED = """
      select id from stepwell.run
      where run_slots and status = 'cancelled' and slot_worker is null
      order by id
      limit 1000
      for update skip locked""";

  private LimitStatements() {}
}
