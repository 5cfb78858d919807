package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.Bucket;
import dev.stepwell.runtime.model.FailureGroup;
import dev.stepwell.runtime.model.FailureGroups;
import dev.stepwell.runtime.model.FunctionCounts;
import dev.stepwell.runtime.model.Percentiles;
import dev.stepwell.runtime.model.Queue;
import dev.stepwell.runtime.model.RetryingRuns;
import dev.stepwell.runtime.model.RunCounts;
import dev.stepwell.runtime.model.UnattendedFunction;
import dev.stepwell.runtime.model.WorkerInfo;
import dev.stepwell.runtime.store.Insights;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.TimeRange;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Reads how the functions fare, each answer by one statement, so that its numbers agree with each other. */
final class PostgresInsights implements Insights {
  /** One row for each function, and before the next one for each of its buckets. */
  static final String COUNTS = """
      with looked as materialized (
        select id, function_id, status, created_at, started_at, ended_at from stepwell.run
        where id >= ? and id < ?
        order by id desc
        limit ?
      ), timed as (
        select function_id, status,
          date_bin(? * interval '1 microsecond', created_at, timestamptz 'epoch') as at,
          (extract(epoch from ended_at - started_at) * 1000000)::bigint as duration,
          (extract(epoch from started_at - created_at) * 1000000)::bigint as queueing
        from looked
      )
      select function_id, at, count(*) as created,
        count(*) filter (where status = 'completed') as completed,
        count(*) filter (where status = 'failed') as failed,
        count(*) filter (where status = 'cancelled') as cancelled,
        count(*) filter (where status = 'skipped') as skipped,
        percentile_disc(array[0.5, 0.95, 0.99]) within group (order by duration) as duration,
        percentile_disc(array[0.5, 0.95, 0.99]) within group (order by queueing) as queueing,
        not exists (
          select from stepwell.run r
          where r.id >= ? and r.id < (select id from looked order by id limit 1)) as complete
      from timed
      group by grouping sets ((function_id), (function_id, at))
      order by function_id, at nulls first""";

  /**
   * Of failed runs, and of live ones that attempt a step again. Operators that look into JSON refuse text with an escaped character 0, for
   * which the sign of an unknown character stands here.
   */
  static final String FAILURES = """
      with looked as materialized (
        select id, function_id, status, error, ended_at from stepwell.run
        where id >= ? and id < ?
        order by id desc
        limit ?
      ), newest as (
        select distinct attempt.run_id, attempt.step_id from (
          select run_id, step_id from stepwell.failed_attempt order by run_id desc limit ?) as attempt
      ), seen as (
        select id, function_id, ended_at, error, null as step_id, false as retrying
        from looked
        where status = 'failed'
        union all
        select r.id, r.function_id, s.ended_at, s.error, s.id, true
        from newest
        join stepwell.run r on r.id = newest.run_id and r.ended_at is null
        join stepwell.step s on s.run_id = newest.run_id and s.id = newest.step_id and s.status = 'retrying'
        where s.error is not null
      ), told as (
        select distinct on (seen.id, step.id, e.type)
          seen.id, seen.function_id, seen.ended_at, seen.retrying, step.id as step_id, e.type, e.message
        from seen
        cross join lateral json_to_record(replace(seen.error::text, '\\u0000', '\\ufffd')::json)
          as e (type text, message text, "stepId" text)
        cross join lateral (
          select regexp_replace(coalesce(seen.step_id, e."stepId"), ':[0-9]+([.][0-9]+)*$', '') as id) as step
        order by seen.id, step.id, e.type, seen.ended_at desc
      ), alike as (
        select function_id, step_id, type,
          count(*) filter (where not retrying) as count, count(*) filter (where retrying) as retrying,
          min(ended_at) as first_seen, max(ended_at) as last_seen,
          coalesce((array_agg(message order by ended_at desc, id desc))[1], '') as last_message,
          (array_agg(id order by ended_at desc, id desc))[1:?] as last_runs
        from told
        group by function_id, step_id, type
      )
      select alike.*, complete
      from (
        select not exists (
          select from stepwell.run r
          where r.id >= ? and r.id < (select id from looked order by id limit 1)) as complete
      ) as bound
      left join alike on true
      order by last_seen desc, function_id, step_id, type
      limit ?""";

  static final String WORKERS = """
      select w.id, w.name, array(select unnest(w.functions) as id order by id) as functions, w.started_at, w.heartbeat_at,
        w.lease_until >= now() as alive,
        (select count(*) from stepwell.run r where r.worker_id = w.id and r.status = 'running') as running
      from stepwell.worker w
      order by w.started_at, w.id""";

  static final String UNATTENDED = """
      select f.id, coalesce(f.last_worker_at, f.published_at) as since,
        (select count(*) from (
          select from stepwell.run r
          where r.function_id = any (array[f.id, f.id || ':on-failure']) and r.due_at is not null
          limit ?) as counted) as waiting
      from stepwell.function f
      where coalesce(f.last_worker_at, f.published_at) <= ?
        and not exists (
          select from stepwell.worker w where f.id = any (w.functions) and w.lease_until > now())
      order by f.id""";

  /** From one function to the next, by the index of due runs. The order makes the planner stop early. */
  static final String QUEUE = """
      with recursive known (id) as (
        (select function_id from stepwell.run where due_at is not null order by function_id limit 1)
        union all
        select (
          select r.function_id from stepwell.run r
          where r.due_at is not null and r.function_id > known.id
          order by r.function_id
          limit 1)
        from known where known.id is not null
      )
      select
        (select count(*) from (
          select from known cross join lateral (
            select from stepwell.run r
            where r.function_id = known.id and r.due_at <= ?
            order by r.due_at
            limit ?
          ) as one
          limit ?) as counted) as due,
        (select count(*) from (
          select from known cross join lateral (
            select from stepwell.run r
            where r.function_id = known.id and r.due_at > ?
            order by r.due_at
            limit ?
          ) as one
          limit ?) as counted) as waiting,
        (select count(*) from (
          select from stepwell.run where status = 'running' limit ?) as counted) as running""";

  /** By the failed attempts, which have the order of their runs' ids: of the live runs, few have failed attempts. */
  static final String RETRYING = """
      select r.function_id, count(distinct r.id) as runs
      from (
        select distinct attempt.run_id, attempt.step_id from (
          select run_id, step_id from stepwell.failed_attempt order by run_id desc limit ?) as attempt
      ) as newest
      join stepwell.run r on r.id = newest.run_id and r.ended_at is null
      join stepwell.step s on s.run_id = newest.run_id and s.id = newest.step_id and s.status = 'retrying'
      group by r.function_id
      order by r.function_id""";

  /** The maximum number of failed attempts examined for live runs: those of the newest runs. */
  private static final int ATTEMPTS_LOOKED_AT = 50_000;

  private final DataSource dataSource;
  private final Clock clock;
  private final int lookedAt;

  /** Examines at most this many runs. */
  PostgresInsights(DataSource dataSource, Clock clock, int lookedAt) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.lookedAt = lookedAt;
  }

  @Override
  public RunCounts counts(Instant from, Instant to, Duration bucket) {
    if (bucket.isNegative() || bucket.isZero()) {
      throw new IllegalArgumentException("runs cannot be counted by spans of " + bucket);
    }
    return Database.read(dataSource, "count runs", connection -> {
      try (PreparedStatement query = connection.prepareStatement(COUNTS)) {
        setSpan(query, from, to);
        query.setLong(4, Math.max(1, TimeRange.nanos(bucket) / 1_000));
        query.setObject(5, Sql.firstId(from));
        try (ResultSet rows = query.executeQuery()) {
          return counts(rows);
        }
      }
    });
  }

  private void setSpan(PreparedStatement query, Instant from, Instant to) throws SQLException {
    query.setObject(1, Sql.firstId(from));
    query.setObject(2, Sql.firstId(to));
    query.setInt(3, lookedAt);
  }

  private static RunCounts counts(ResultSet rows) throws SQLException {
    List<FunctionCounts> functions = new ArrayList<>();
    List<Bucket> buckets = new ArrayList<>();
    boolean complete = true;
    while (rows.next()) {
      complete = rows.getBoolean("complete");
      Instant at = Sql.instantOrNull(rows, "at");
      if (at == null) {
        buckets = new ArrayList<>();
        functions.add(function(rows, buckets));
      } else {
        buckets.add(new Bucket(
            at,
            rows.getLong("created"),
            rows.getLong("completed"),
            rows.getLong("failed"),
            rows.getLong("cancelled"),
            rows.getLong("skipped")));
      }
    }
    return new RunCounts(functions, complete);
  }

  private static FunctionCounts function(ResultSet row, List<Bucket> buckets) throws SQLException {
    long created = row.getLong("created");
    long completed = row.getLong("completed");
    long failed = row.getLong("failed");
    long cancelled = row.getLong("cancelled");
    long skipped = row.getLong("skipped");
    return new FunctionCounts(
        row.getString("function_id"),
        created,
        completed,
        failed,
        cancelled,
        skipped,
        created - completed - failed - cancelled - skipped,
        percentiles(row, "duration"),
        percentiles(row, "queueing"),
        buckets);
  }

  private static Percentiles percentiles(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    if (array == null) {
      return Percentiles.NONE;
    }
    List<Duration> times = Stream.of((Long[]) array.getArray())
        .map(micros -> Duration.of(micros, ChronoUnit.MICROS))
        .toList();
    return new Percentiles(times.get(0), times.get(1), times.get(2));
  }

  @Override
  public FailureGroups failures(Instant from, Instant to) {
    return Database.read(dataSource, "group failures", connection -> {
      try (PreparedStatement query = connection.prepareStatement(FAILURES)) {
        setSpan(query, from, to);
        query.setInt(4, ATTEMPTS_LOOKED_AT);
        query.setInt(5, FailureGroup.MAX_RUNS);
        query.setObject(6, Sql.firstId(from));
        query.setInt(7, FailureGroups.MAX + 1);
        try (ResultSet rows = query.executeQuery()) {
          return failures(rows);
        }
      }
    });
  }

  private static FailureGroups failures(ResultSet rows) throws SQLException {
    List<FailureGroup> groups = new ArrayList<>();
    boolean complete = true;
    while (rows.next()) {
      complete = rows.getBoolean("complete");
      if (rows.getString("function_id") != null) {
        groups.add(group(rows));
      }
    }
    return FailureGroups.of(groups, complete);
  }

  private static FailureGroup group(ResultSet row) throws SQLException {
    return new FailureGroup(
        row.getString("function_id"),
        row.getString("step_id"),
        row.getString("type"),
        row.getString("last_message"),
        row.getLong("count"),
        row.getLong("retrying"),
        Sql.instant(row, "first_seen"),
        Sql.instant(row, "last_seen"),
        List.of((UUID[]) row.getArray("last_runs").getArray()));
  }

  @Override
  public List<WorkerInfo> workers() {
    return Query.list(
        dataSource,
        "read the workers",
        WORKERS,
        query -> {},
        row -> new WorkerInfo(
            Sql.uuid(row, "id"),
            row.getString("name"),
            List.of((String[]) row.getArray("functions").getArray()),
            Sql.instant(row, "started_at"),
            Sql.instant(row, "heartbeat_at"),
            row.getBoolean("alive"),
            row.getLong("running")));
  }

  @Override
  public List<UnattendedFunction> unattended(Instant since) {
    return Query.list(
        dataSource,
        "read the functions that no worker executes",
        UNATTENDED,
        query -> {
          query.setInt(1, Queue.MAX);
          query.setObject(2, time(since));
        },
        row -> new UnattendedFunction(
            row.getString("id"), Sql.instant(row, "since"), row.getInt("waiting")));
  }

  @Override
  public List<RetryingRuns> retrying() {
    return Query.list(
        dataSource,
        "count the runs that attempt a step again",
        RETRYING,
        query -> query.setInt(1, ATTEMPTS_LOOKED_AT),
        row -> new RetryingRuns(row.getString("function_id"), row.getLong("runs")));
  }

  @Override
  public Queue queue() {
    Instant now = clock.now();
    return Query.list(
            dataSource,
            "count the backlog",
            QUEUE,
            query -> {
              for (int first = 1; first <= 4; first += 3) {
                query.setObject(first, time(now));
                query.setInt(first + 1, Queue.MAX + 1);
                query.setInt(first + 2, Queue.MAX + 1);
              }
              query.setInt(7, Queue.MAX + 1);
            },
            row -> Queue.of(row.getLong("due"), row.getLong("waiting"), row.getLong("running")))
        .get(0);
  }
}
