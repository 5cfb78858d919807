package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.runtime.model.FlowLimit;
import dev.stepwell.runtime.model.FlowLimits;
import dev.stepwell.runtime.model.StoredFunction;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Puts the limits of the published functions in force. */
final class LimitPublication {
  /** An override of an operator stays, as long as there is the limit. */
  static final String PUBLISH_LIMITS = """
      insert into stepwell.flow_limit as known (name, kind, amount, period_micros, burst)
      select l.name, l.kind, l.amount, l.period_micros, l.burst
      from unnest(?::text[], ?::text[], ?::int[], ?::bigint[], ?::int[]) as l (name, kind, amount, period_micros, burst)
      order by l.name
      on conflict (name) do update
      set amount = excluded.amount, period_micros = excluded.period_micros, burst = excluded.burst
      where (known.amount, known.period_micros, known.burst)
        is distinct from (excluded.amount, excluded.period_micros, excluded.burst)""";

  static final String REMOVE_LIMITS =
      "delete from stepwell.flow_limit where name <> all (?::text[])";

  /** Runs of functions that have no limits any more are claimed like all others. */
  static final String LIFT_LIMITS = """
      update stepwell.run r set limit_group = null
      from (
        select id from stepwell.run
        where function_id <> all (?::text[]) and status = 'queued' and limit_group is not null
        union all
        select id from stepwell.run
        where function_id <> all (?::text[]) and status = 'waiting' and limit_group is not null
        union all
        select id from stepwell.run
        where function_id <> all (?::text[]) and status = 'running' and limit_group is not null
      ) as lifted
      where r.id = lifted.id""";

  /** Runs whose steps wait for slots, of functions that have no limits any more, are due. */
  static final String LIFT_STEPS = """
      with lifted as (
        delete from stepwell.step_slot where worker_id is null and function_id <> all (?::text[]) returning run_id
      )
      update stepwell.run r
      set status = 'queued', due_at = now() - coalesce(r.head_start, 0) * interval '1 second'
      where r.id in (select run_id from lifted) and r.status = 'waiting'""";

  /**
   * Runs that were created before their function had limits share the key of those without values. Runs that had the same limits before,
   * or hold slots, keep their keys: by these, the slots are released.
   */
  static final String BIND_RUNS = """
      with bound as materialized (
        select r.id, string_to_array(f.names, chr(31)) as names, string_to_array(f.keys, chr(31)) as keys,
          coalesce(r.limit_names = string_to_array(f.names, chr(31)), false) or r.run_slots is true
            or (r.slot_worker is not null and r.limit_names is not null) as keeps
        from unnest(?::text[], ?::text[], ?::text[]) as f (id, names, keys)
        join stepwell.run r on r.function_id = f.id
        where r.limit_group is null and r.status in ('queued', 'waiting', 'running')
          and (r.due_at is not null or r.status = 'running')
      )
      update stepwell.run r
      set limit_names = case when b.keeps then r.limit_names else b.names end,
        limit_keys = case when b.keeps then r.limit_keys else b.keys end,
        limit_costs = case when b.keeps then r.limit_costs end,
        limit_group = case
          when not b.keeps then md5(array_to_string(b.names || b.keys, chr(31)))
          else md5(array_to_string(r.limit_names || r.limit_keys, chr(31))) || case
            when r.run_slots is true or (r.started_at is not null
              and exists (select from unnest(r.limit_names) as n (name) where n.name ~ '^(shared |)throttle ')
              and not exists (select from unnest(r.limit_names) as n (name) where n.name ~ '^(shared |)runs '))
            then '+' else '' end
          end || case
            when r.rerun_of is not null and r.started_at is null
              and exists (
                select from unnest(case when b.keeps then r.limit_names else b.names end) as n (name)
                where n.name ~ '^(shared |)throttle ')
            then '~' else '' end
      from bound b
      where r.id = b.id and r.limit_group is null and r.status in ('queued', 'waiting', 'running')""";

  private LimitPublication() {}

  /** Puts the limits of these functions in force, which are all that there are, in the order in which they were published. */
  static void publish(Connection connection, List<StoredFunction> functions) throws SQLException {
    Collection<FlowLimit> limits = FlowLimits.of(functions).values();
    try (PreparedStatement publish = connection.prepareStatement(PUBLISH_LIMITS)) {
      publish.setArray(1, texts(connection, limits, FlowLimit::name));
      publish.setArray(2, texts(connection, limits, limit -> limit.kind().word()));
      publish.setArray(3, texts(connection, limits, FlowLimit::amount));
      publish.setArray(
          4,
          texts(
              connection,
              limits,
              limit -> limit.period() == null ? null : limit.period().toNanos() / 1_000));
      publish.setArray(5, texts(connection, limits, FlowLimit::burst));
      publish.executeUpdate();
    }
    try (PreparedStatement remove = connection.prepareStatement(REMOVE_LIMITS)) {
      remove.setArray(1, texts(connection, limits, FlowLimit::name));
      remove.executeUpdate();
    }
    List<StoredFunction> limited = functions.stream().filter(FlowLimits::areOn).toList();
    Array ids = texts(connection, limited, StoredFunction::id);
    try (PreparedStatement lift = connection.prepareStatement(LIFT_LIMITS)) {
      lift.setArray(1, ids);
      lift.setArray(2, ids);
      lift.setArray(3, ids);
      lift.executeUpdate();
    }
    try (PreparedStatement lift = connection.prepareStatement(LIFT_STEPS)) {
      lift.setArray(1, ids);
      lift.executeUpdate();
    }
    if (limited.isEmpty()) {
      return;
    }
    try (PreparedStatement bind = connection.prepareStatement(BIND_RUNS)) {
      bind.setArray(1, ids);
      bind.setArray(
          2, texts(connection, limited, f -> LimitColumns.names(FlowLimits.withoutValues(f))));
      bind.setArray(
          3, texts(connection, limited, f -> LimitColumns.keys(FlowLimits.withoutValues(f))));
      bind.executeUpdate();
    }
  }
}
