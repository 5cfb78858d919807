package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.Probe;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The views for people and reports: the page about SQL shows these queries. */
class ViewsTest {
  /** Columns that others use: they are never removed, renamed or moved. */
  private static final String COLUMNS = """
      events: id, name, time, accepted_at, data, headers
      failed_attempts: run_id, step_id, attempt, started_at, ended_at, next_due_at, error_type, error_message
      functions: id, published_at, paused_at, last_worker_at
      runs: id, function_id, status, event_id, event_name, created_at, started_at, ended_at, due_at, worker, output, \
      error_type, error_message, failed_step_id, cancelled_by, caller_run_id, caller_step_id, rerun_of
      steps: run_id, id, kind, status, attempts, started_at, ended_at, due_at, input, result, error_type, error_message
      waits: run_id, step_id, event_name, arrived_at, until
      workers: id, name, functions, started_at, heartbeat_at, lease_until, alive
      """;

  private static final String FAILURES = """
      select function_id, failed_step_id, error_type, count(*)
      from stepwell.runs
      where status = 'failed' and ended_at > now() - interval '1 day'
      group by 1, 2, 3
      order by count(*) desc
      """;

  private static final String SLOWEST = """
      select r.function_id, s.id, count(*), avg(s.ended_at - s.started_at) as average
      from stepwell.steps s join stepwell.runs r on r.id = s.run_id
      where s.kind = 'step' and s.status = 'completed'
      group by 1, 2
      order by average desc
      limit 20
      """;

  private static final String HISTORY = """
      select step_id, attempt, error_type, error_message, next_due_at
      from stepwell.failed_attempts
      where run_id = '018f3f5c-0000-7000-8000-000000000000'
      order by started_at
      """;

  @AutoClose
  private final HikariDataSource database = TestPostgres.emptyDatabase();

  private Stepwell stepwell(String schema) {
    return Stepwell.on(database)
        .schema(schema)
        .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
        .register(new DurableOrderFlows(new Probe()))
        .start();
  }

  @Test
  void showWhatRunsDid() throws Exception {
    try (Stepwell stepwell = stepwell("stepwell")) {
      StartedRuns runs = new StartedRuns(stepwell);
      UUID failed = runs.ended(new OrdersFlakyWanted("never", 99)).id();
      runs.ended(new OrdersFlakyWanted("twice", 2));

      assertThat(TestPostgres.column(database, FAILURES)).containsExactly("flaky");
      assertThat(TestPostgres.column(database, SLOWEST)).containsExactly("flaky");
      String history = HISTORY.replace("018f3f5c-0000-7000-8000-000000000000", failed.toString());
      assertThat(TestPostgres.column(database, history)).hasSize(4).containsOnly("unsteady");
      assertThat(TestPostgres.column(
              database, "select event_name || ' ' || worker is null from stepwell.runs"))
          .hasSize(2);
      assertThat(TestPostgres.column(database, "select name from stepwell.workers where alive"))
          .hasSize(1);
    }
  }

  @Test
  void haveTheirColumnsInEachSchema() {
    stepwell("tenant_a").close();

    assertThat(String.join("\n", TestPostgres.column(database, """
            select c.relname || ': ' || string_agg(a.attname, ', ' order by a.attnum)
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relkind = 'v' and c.relnamespace = 'tenant_a'::regnamespace
            group by c.relname order by c.relname
            """)) + "\n").isEqualTo(COLUMNS);
  }

  @Test
  void areReadableWithoutRightsOnTheTables() {
    stepwell("stepwell").close();
    TestPostgres.execute(database, "drop role if exists views_analyst");
    TestPostgres.execute(database, "create role views_analyst login");
    TestPostgres.execute(database, "grant usage on schema stepwell to views_analyst");
    TestPostgres.execute(database, "grant select on stepwell.runs to views_analyst");

    try (HikariDataSource analyst = TestPostgres.as("views_analyst", database)) {
      assertThat(TestPostgres.column(analyst, "select count(*) from stepwell.runs"))
          .containsExactly("0");
      assertThatThrownBy(() -> TestPostgres.column(analyst, "select count(*) from stepwell.run"))
          .hasStackTraceContaining("permission denied");
    }
  }
}
