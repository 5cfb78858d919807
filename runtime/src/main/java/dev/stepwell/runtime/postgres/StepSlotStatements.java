package dev.stepwell.runtime.postgres;

/** The statements by which steps take and release slots of their limits, in groups of writes. */
final class StepSlotStatements {
  /** Steps of runs that this worker executes, with the limits of the run, and whether a claim has granted the step its slots. */
  static final String TAKERS = """
      select asked.number, r.limit_names, r.limit_keys, r.slot_worker = r.worker_id as bound, s.worker_id is not null as granted
      from unnest(?::uuid[], ?::text[]) with ordinality as asked (run_id, step_id, number)
      join stepwell.run r on r.id = asked.run_id and r.worker_id = ?
      left join stepwell.step_slot s on s.run_id = asked.run_id and s.step_id = asked.step_id
      order by asked.number""";

  /**
   * Deletes what these steps hold in this worker, and locks all keys that the group changes, in the order of their names: those of these
   * steps, of runs that leave, and the given ones. Returns what is taken of each, and how many of its slots these steps have held.
   */
  static final String RELEASE_AND_LOCK = """
      with gone as (
        delete from stepwell.step_slot s
        using unnest(?::uuid[], ?::text[], ?::bigint[]) as left_step (run_id, step_id, held_until)
        where s.run_id = left_step.run_id and s.step_id = left_step.step_id and s.worker_id = ?
        returning s.limit_names, s.limit_keys, left_step.held_until
      ), freed as materialized (
        select use.name, use.key, count(*) as slots, max(gone.held_until) as held_until
        from gone
        cross join lateral unnest(gone.limit_names, gone.limit_keys) as use (name, key)
        group by use.name, use.key
      ), leaving as materialized (
        select unnest(?::uuid[]) as id
      ), wanted as materialized (
        select w.limit_name, w.key from (
          select f.name as limit_name, f.key from freed f
          union
          select given.limit_name, given.key from unnest(?::text[], ?::text[]) as given (limit_name, key)
          union
          select use.name, use.key
          from leaving
          join stepwell.run r on r.id = leaving.id
          cross join lateral unnest(r.limit_names, r.limit_keys) as use (name, key)
          union
          select use.name, use.key
          from leaving
          join stepwell.step_slot s on s.run_id = leaving.id and s.worker_id is not null
          cross join lateral unnest(s.limit_names, s.limit_keys) as use (name, key)
        ) as w
        order by w.limit_name, w.key
      ), missing as (
        insert into stepwell.limit_key (limit_name, key, served_at)
        select w.limit_name, w.key, now() from wanted w
        where not exists (
          select from stepwell.limit_key k where k.limit_name = w.limit_name and k.key = w.key)
        on conflict (limit_name, key) do nothing
        returning limit_name, key, running, next_at, awaited, turns_until
      ), known as (
        select k.limit_name, k.key, k.running, k.next_at, k.awaited, k.turns_until
        from wanted w
        join stepwell.limit_key k on k.limit_name = w.limit_name and k.key = w.key
        where (select count(*) from missing) >= 0
        order by k.limit_name, k.key
        for update of k
      )
      select s.limit_name as name, s.key, s.running, s.next_at, s.awaited, s.turns_until > ? as has_turns,
        coalesce(f.slots, 0) as freed, f.held_until, l.amount, l.period_micros, l.burst
      from (select * from known union all select * from missing) as s
      left join freed f on f.name = s.limit_name and f.key = s.key
      cross join lateral (
        select max(case when o.override_until > ? then o.override_amount else o.amount end) as amount,
          max(o.period_micros) as period_micros, max(o.burst) as burst
        from stepwell.flow_limit o where o.name = s.limit_name
      ) as l""";

  /** Stores what is taken of keys that are locked. */
  static final String SAVE = """
      update stepwell.limit_key k
      set running = t.running, next_at = t.next_at, awaited = t.awaited, served_at = now(),
        turns_until = coalesce(t.turns_until, k.turns_until)
      from unnest(?::text[], ?::text[], ?::int[], ?::timestamptz[], ?::boolean[], ?::timestamptz[])
        as t (limit_name, key, running, next_at, awaited, turns_until)
      where k.limit_name = t.limit_name and k.key = t.key""";

  /** Stores what attempts hold from now on. */
  static final String HOLD = """
      insert into stepwell.step_slot (run_id, step_id, function_id, limit_names, limit_keys, limit_costs, line, since, worker_id)
      select t.run_id, t.step_id, r.function_id, string_to_array(t.names, chr(31)), string_to_array(t.keys, chr(31)),
        string_to_array(t.costs, chr(31))::int[], '', now(), r.worker_id
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[]) as t (run_id, step_id, names, keys, costs)
      join stepwell.run r on r.id = t.run_id
      on conflict (run_id, step_id) do update
      set limit_names = excluded.limit_names, limit_keys = excluded.limit_keys, limit_costs = excluded.limit_costs,
        worker_id = excluded.worker_id""";

  /** Stores what steps of parked runs wait for. One that has waited before keeps its place. */
  static final String WAIT = """
      insert into stepwell.step_slot (run_id, step_id, function_id, limit_names, limit_keys, limit_costs, line, since, worker_id)
      select t.run_id, t.step_id, r.function_id, string_to_array(t.names, chr(31)), string_to_array(t.keys, chr(31)),
        string_to_array(t.costs, chr(31))::int[], rtrim(coalesce(r.limit_group, ''), '~+') || ' ' || md5(t.line),
        ?::timestamptz - coalesce(r.head_start, 0) * interval '1 second', null
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as t (run_id, step_id, names, keys, costs, line)
      join stepwell.run r on r.id = t.run_id and r.status in ('waiting', 'queued')
      on conflict (run_id, step_id) do nothing""";

  private StepSlotStatements() {}
}
