package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.store.Retention;
import dev.stepwell.runtime.time.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Old runs are deleted in batches; live and needed data remains. */
class RetentionTest {
  private static final String RUNS = """
      insert into stepwell.run (id, function_id, event_id, status, created_at, ended_at, due_at)
      select (lpad(to_hex((extract(epoch from now() - interval '%1$s') * 1000)::bigint), 12, '0')
          || '7000a000' || lpad(to_hex(i), 12, '0'))::uuid,
        'f', '%2$s' || i, '%3$s', now() - interval '%1$s',
        case when '%3$s' = 'completed' then now() - interval '%1$s' end,
        case when '%3$s' = 'waiting' then now() + interval '1 year' end
      from generate_series(1, %4$d) i""";
  private static final String EVENTS = """
      insert into stepwell.event (id, name, data, time, accepted_at)
      select '%2$s' || i, 'e', '{}', now() - interval '%1$s', now() - interval '%1$s'
      from generate_series(1, %4$d) i""";

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final PostgresStore store = new PostgresStore(database, new DatabaseClock(), new Json());

  @AfterEach
  void close() {
    store.close();
  }

  private void insert(String age, String prefix, String status, int count) {
    TestPostgres.execute(database, RUNS.formatted(age, prefix, status, count));
    TestPostgres.execute(database, EVENTS.formatted(age, prefix, status, count));
  }

  private long count(String what) {
    return TestPostgres.count(database, what);
  }

  @Test
  void oldEndedRunsGoWithTheirStepsAndEventsInBatches() throws Exception {
    insert("40 days", "old", "completed", 250);
    insert("40 days", "alive", "waiting", 120);
    insert("1 day", "young", "completed", 30);
    TestPostgres.execute(database, """
        insert into stepwell.step (run_id, id, kind, status, attempts, started_at, ended_at)
        select id, 's', 'step', 'completed', 1, now(), now() from stepwell.run""");
    TestPostgres.execute(database, """
        insert into stepwell.event (id, name, data, time, accepted_at)
        select 'unheard' || i, 'e', '{}', now(), now() - interval '40 days' from generate_series(1, 150) i""");
    TestPostgres.execute(
        database,
        "insert into stepwell.deferred select 'unheard1', 'all', now() + interval '1 day'");

    Retention retention = store.retention();
    Instant before = Instant.now().minus(Duration.ofDays(30));
    int batches = 1;
    while (retention.deleteEnded(before, 100)) {
      batches++;
    }

    assertThat(batches).isBetween(4, 6);
    assertThat(count("stepwell.run where event_id like 'old%'")).isZero();
    assertThat(count("stepwell.run")).isEqualTo(150);
    assertThat(count("stepwell.step")).isEqualTo(150);
    assertThat(count("stepwell.event where id like 'old%'")).isZero();
    assertThat(count("stepwell.event where id like 'unheard%'")).isEqualTo(1);
    assertThat(count("stepwell.event")).isEqualTo(151);
  }

  @Test
  void pastPausesStayAsLongAsRunsOfTheirTime() throws Exception {
    insert("40 days", "alive", "waiting", 1);
    TestPostgres.execute(database, """
        insert into stepwell.past_pause (function_id, paused_at, resumed_at)
        select 'f' || days, now() - interval '90 days', now() - days * interval '1 day'
        from unnest(array[20, 35, 45, 80]) as days""");
    Retention retention = store.retention();
    Instant before = Instant.now().minus(Duration.ofDays(30));

    retention.deleteEnded(before, 100);
    assertThat(count("stepwell.past_pause where function_id in ('f20', 'f35')")).isEqualTo(2);
    assertThat(count("stepwell.past_pause")).isEqualTo(2);

    TestPostgres.execute(database, "delete from stepwell.run");
    retention.deleteEnded(before, 100);
    assertThat(count("stepwell.past_pause")).isEqualTo(1);
    assertThat(count("stepwell.past_pause where function_id = 'f20'")).isEqualTo(1);
  }
}
