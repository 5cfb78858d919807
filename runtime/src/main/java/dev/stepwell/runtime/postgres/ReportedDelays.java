package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.runtime.model.DelayedStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/** Stores which steps wait for slots while their runs execute. */
final class ReportedDelays {
  static final String FORGET = "delete from stepwell.delayed_step where worker_id = ?";

  static final String REPORT = """
      insert into stepwell.delayed_step (worker_id, run_id, step_id, limit_names, limit_keys, limit_costs, since)
      select w.id, s.run_id, s.step_id, string_to_array(s.names, chr(31)), string_to_array(s.keys, chr(31)),
        string_to_array(s.costs, chr(31))::int[], timestamptz 'epoch' + s.since * interval '1 microsecond'
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
        as s (run_id, step_id, names, keys, costs, since)
      cross join (select id from stepwell.worker where id = ? for key share) as w""";

  /** What steps of a run wait for while its worker executes it, and what is taken of that. */
  static final String OF_RUN = """
      select s.step_id, s.since, s.limit_names, s.limit_keys, s.limit_costs, use.name, use.key,
        coalesce(k.running, 0) as running, k.next_at, l.amount, l.period_micros, l.burst
      from stepwell.delayed_step s
      join stepwell.run r on r.id = s.run_id and r.worker_id = s.worker_id
      cross join lateral unnest(s.limit_names, s.limit_keys) as use (name, key)
      left join stepwell.limit_key k on k.limit_name = use.name and k.key = use.key
      cross join lateral (
        select max(case when f.override_until > ? then f.override_amount else f.amount end) as amount,
          max(f.period_micros) as period_micros, max(f.burst) as burst
        from stepwell.flow_limit f where f.name = use.name
      ) as l
      where s.run_id = ?
      order by s.since, s.step_id""";

  private ReportedDelays() {}

  /** Replaces what this worker has reported. */
  static int replace(Connection connection, UUID workerId, Collection<DelayedStep> steps)
      throws SQLException {
    try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
      forget.setObject(1, workerId);
      forget.executeUpdate();
    }
    try (PreparedStatement insert = connection.prepareStatement(REPORT)) {
      insert.setObject(1, UuidArray.of(steps, step -> step.needs().runId()));
      insert.setArray(2, texts(connection, steps, step -> step.needs().stepId()));
      insert.setArray(
          3, texts(connection, steps, step -> LimitColumns.names(step.needs().limits())));
      insert.setArray(
          4, texts(connection, steps, step -> LimitColumns.keys(step.needs().limits())));
      insert.setArray(
          5, texts(connection, steps, step -> LimitColumns.costs(step.needs().limits())));
      insert.setArray(6, Sql.micros(connection, steps, DelayedStep::since));
      insert.setObject(7, workerId);
      return insert.executeUpdate();
    }
  }
}
