package dev.stepwell.runtime.postgres;

/** The statements by which runs are claimed whose steps wait for slots. */
final class StepLineStatements {
  /**
   * The lines of steps that wait, from the one after the last that was served, and what is taken of their limits and of those of their runs.
   * One probe of the index for each line, however many steps wait.
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
            (select s.line from stepwell.step_slot s
              where s.function_id = g.id and s.worker_id is null and s.line > g.after
              order by s.line limit 1),
            (select s.line from stepwell.step_slot s
              where s.function_id = g.id and s.worker_id is null and s.line <= g.after
              order by s.line limit 1)) as line
          offset 0
        ) as first
        where first.line is not null
        union all
        select t.function_id, t.after, next.line, t.wrapped or next.line <= t.after, t.number + 1
        from turn t
        cross join lateral (
          select case when t.wrapped
            then (select s.line from stepwell.step_slot s
              where s.function_id = t.function_id and s.worker_id is null and s.line > t.line and s.line <= t.after
              order by s.line limit 1)
            else coalesce(
              (select s.line from stepwell.step_slot s
                where s.function_id = t.function_id and s.worker_id is null and s.line > t.line
                order by s.line limit 1),
              (select s.line from stepwell.step_slot s
                where s.function_id = t.function_id and s.worker_id is null and s.line <= t.after
                order by s.line limit 1))
            end as line
          offset 0
        ) as next
        where next.line is not null and t.number < ?
      )
      select t.function_id, t.line, head.limit_names, head.limit_keys, head.limit_costs, head.own_names, head.own_keys,
        head.run_slots, use.name, use.key,
        coalesce(k.running, 0) as running, k.next_at, coalesce(k.awaited, false) as awaited,
        l.amount, l.period_micros, l.burst
      from turn t
      cross join lateral (
        select s.limit_names, s.limit_keys, s.limit_costs, r.limit_names as own_names, r.limit_keys as own_keys, r.run_slots
        from stepwell.step_slot s
        join stepwell.run r on r.id = s.run_id
        where s.function_id = t.function_id and s.line = t.line and s.worker_id is null
          and r.status = 'waiting' and r.solitary is null
        order by s.since
        limit 1
      ) as head
      cross join lateral unnest(head.own_names || head.limit_names, head.own_keys || head.limit_keys) as use (name, key)
      left join stepwell.limit_key k on k.limit_name = use.name and k.key = use.key
      cross join lateral (
        select max(case when f.override_until > ? then f.override_amount else f.amount end) as amount,
          max(f.period_micros) as period_micros, max(f.burst) as burst
        from stepwell.flow_limit f where f.name = use.name
      ) as l
      order by t.number, t.function_id""";

  /** The first steps of these lines whose runs are parked. */
  static final String HEADS = """
      select head.id, head.step_id, line.function_id, line.name as line, head.limit_names, head.limit_keys, head.limit_costs,
        head.own_names, head.own_keys, head.run_slots, head.since,
        coalesce(e.data_bytes, pg_column_size(e.data)) + (
          select coalesce(sum(pg_column_size(done.result)), 0) from stepwell.step done where done.run_id = head.id) as bytes
      from unnest(?::text[], ?::text[], ?::int[]) with ordinality as line (function_id, name, reach, number)
      cross join lateral (
        select r.id, r.event_id, r.limit_names as own_names, r.limit_keys as own_keys, r.run_slots,
          s.step_id, s.limit_names, s.limit_keys, s.limit_costs, s.since
        from stepwell.step_slot s
        join stepwell.run r on r.id = s.run_id
        where s.function_id = line.function_id and s.line = line.name and s.worker_id is null
          and r.status = 'waiting' and r.solitary is null
        order by s.since
        limit line.reach
        for update of r, s skip locked
      ) as head
      join stepwell.event e on e.id = head.event_id
      order by line.number, head.since, head.id""";

  /** The steps whose runs were claimed hold what they waited for. Others may wait for the next starts, which are theirs. */
  static final String GRANT = """
      with granted as (
        update stepwell.step_slot s set worker_id = ?
        from unnest(?::uuid[], ?::text[]) as g (run_id, step_id)
        where s.run_id = g.run_id and s.step_id = g.step_id
        returning s.limit_names, s.limit_keys
      )
      update stepwell.limit_key k set turns_until = k.next_at + interval '2 seconds'
      from (
        select distinct use.name, use.key from granted
        cross join lateral unnest(granted.limit_names, granted.limit_keys) as use (name, key)
        where use.name ~ '^(shared |)throttle '
      ) as start
      where k.limit_name = start.name and k.key = start.key""";

  /** What the steps of a parked run wait for, and what is taken of it. */
  static final String OF_RUN = """
      select s.step_id, s.since + coalesce(r.head_start, 0) * interval '1 second' as since,
        s.limit_names, s.limit_keys, s.limit_costs, r.limit_names as own_names, r.limit_keys as own_keys,
        r.run_slots, use.name, use.key,
        coalesce(k.running, 0) as running, k.next_at, l.amount, l.period_micros, l.burst
      from stepwell.step_slot s
      join stepwell.run r on r.id = s.run_id
      cross join lateral unnest(r.limit_names || s.limit_names, r.limit_keys || s.limit_keys) as use (name, key)
      left join stepwell.limit_key k on k.limit_name = use.name and k.key = use.key
      cross join lateral (
        select max(case when f.override_until > ? then f.override_amount else f.amount end) as amount,
          max(f.period_micros) as period_micros, max(f.burst) as burst
        from stepwell.flow_limit f where f.name = use.name
      ) as l
      where s.run_id = ? and s.worker_id is null
      order by s.since, s.step_id""";

  private StepLineStatements() {}
}
