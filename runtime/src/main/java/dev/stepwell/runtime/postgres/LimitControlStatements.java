package dev.stepwell.runtime.postgres;

/** The statements by which operators read and change limits. Each reads a bounded number of rows. */
final class LimitControlStatements {
  static final String LIMITS = """
      select name, amount, period_micros, burst, override_amount, override_until, overridden_by
      from stepwell.flow_limit order by name limit 1000""";

  static final String DECLARED = "select name from stepwell.flow_limit where name = ?";

  /** Of each limit the keys with the most taken slots, among its first 10,000. */
  static final String KEYS = """
      select f.name, busy.key, busy.running, busy.next_at
      from stepwell.flow_limit f
      cross join lateral (
        select part.key, part.running, part.next_at
        from (
          select k.key, k.running, k.next_at, k.served_at from stepwell.limit_key k
          where k.limit_name = f.name order by k.key limit 10000
        ) as part
        order by part.running desc, part.served_at desc, part.key
        limit ?
      ) as busy""";

  /** The lines of due runs, the first run of each, and how many wait in it, up to 1,000. */
  private static final String LINES = """
      with recursive line (function_id, name, number) as (
        (select r.function_id, r.limit_group, 1 from stepwell.run r
          where r.status = 'queued' and r.limit_group is not null
          order by r.function_id, r.limit_group limit 1)
        union all
        select next.function_id, next.limit_group, l.number + 1
        from line l
        cross join lateral (
          select r.function_id, r.limit_group from stepwell.run r
          where r.status = 'queued' and r.limit_group is not null
            and (r.function_id, r.limit_group) > (l.function_id, l.name)
          order by r.function_id, r.limit_group limit 1
        ) as next
        where l.number < ?
      )""";

  static final String WAITING = LINES + """

      select l.name, head.limit_names, head.limit_keys, head.limit_costs, counted.count
      from line l
      cross join lateral (
        select r.limit_names, r.limit_keys, r.limit_costs from stepwell.run r
        where r.function_id = l.function_id and r.limit_group = l.name and r.status = 'queued'
        order by r.due_at limit 1
      ) as head
      cross join lateral (
        select count(*) as count from (
          select from stepwell.run r
          where r.function_id = l.function_id and r.limit_group = l.name and r.status = 'queued'
          limit 1001
        ) as part
      ) as counted""";

  /** What steps wait for: of parked runs, among the first 10,000, and of executing ones. */
  static final String STEPS_WAITING = """
      select limit_names, limit_keys, null::int[] as limit_costs, count(*) as count
      from (
        (select s.limit_names, s.limit_keys from stepwell.step_slot s
          where s.worker_id is null order by s.function_id, s.line, s.since limit 10000)
        union all
        select d.limit_names, d.limit_keys from stepwell.delayed_step d
      ) as part
      group by limit_names, limit_keys""";

  static final String DROPPED = LINES + """

      select run.id
      from line l
      cross join lateral (
        select r.limit_names, r.limit_keys from stepwell.run r
        where r.function_id = l.function_id and r.limit_group = l.name and r.status = 'queued'
        order by r.due_at limit 1
      ) as head
      cross join lateral (
        select r.id from stepwell.run r
        where r.function_id = l.function_id and r.limit_group = l.name and r.status = 'queued' and r.started_at is null
        order by r.due_at limit ?
      ) as run
      where exists (
        select from unnest(head.limit_names, head.limit_keys) as use (name, key) where use.name = ? and use.key = ?)
      limit ?""";

  static final String LOCK_LIMIT = """
      select amount, override_amount, override_until, overridden_by from stepwell.flow_limit where name = ? for no key update""";

  static final String OVERRIDE = """
      update stepwell.flow_limit set override_amount = ?, override_until = ?, overridden_by = ? where name = ?""";

  static final String LOCK_KEY =
      "select running, next_at from stepwell.limit_key where limit_name = ? and key = ? for no key update";

  /** As of after the lock: what a worker has not committed yet it adds or subtracts afterwards. */
  static final String HELD = """
      select coalesce(sum(held.slots), 0) as slots from (
        select r.slots from stepwell.run r
        cross join lateral unnest(r.limit_names, r.limit_keys) as use (name, key)
        where ? = 'attempts' and r.slot_worker is not null and use.name = ? and use.key = ?
        union all
        select 1 from stepwell.run r
        cross join lateral unnest(r.limit_names, r.limit_keys) as use (name, key)
        where ? = 'runs' and r.run_slots and use.name = ? and use.key = ?
        union all
        select 1 from stepwell.step_slot s
        cross join lateral unnest(s.limit_names, s.limit_keys) as use (name, key)
        where ? = 'attempts' and s.worker_id is not null and use.name = ? and use.key = ?
      ) as held""";

  static final String SET_KEY = """
      update stepwell.limit_key set running = ?, next_at = null, awaited = false, turns_until = null where limit_name = ? and key = ?""";

  static final String LOCK_RUN = """
      select coalesce(head_start, 0) as head_start from stepwell.run
      where id = ? and status in ('queued', 'waiting') for no key update""";

  static final String MOVE = """
      update stepwell.run
      set head_start = nullif(given.seconds, 0),
        due_at = case when status = 'queued'
          then due_at + (coalesce(head_start, 0) - given.seconds) * interval '1 second' else due_at end
      from (select ?::int as seconds) as given
      where id = ?""";

  /** Before {@link #MOVE}: steps that wait move with their run. */
  static final String MOVE_STEPS = """
      update stepwell.step_slot s
      set since = s.since + (coalesce(r.head_start, 0) - ?) * interval '1 second'
      from stepwell.run r
      where s.run_id = ? and r.id = s.run_id and s.worker_id is null""";

  static final String RECORD = """
      insert into stepwell.limit_change (changed_at, changed_by, action, limit_name, key, run_id, before, after)
      values (?, ?, ?, ?, ?, ?, ?, ?)""";

  static final String CHANGES = """
      select number, changed_at, changed_by, action, limit_name, key, run_id, before, after
      from stepwell.limit_change where number < ? order by number desc limit ?""";

  private LimitControlStatements() {}
}
