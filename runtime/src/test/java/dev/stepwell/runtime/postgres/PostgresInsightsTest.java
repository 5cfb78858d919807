package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.model.FailureGroup;
import dev.stepwell.runtime.model.FailureGroups;
import dev.stepwell.runtime.model.FunctionCounts;
import dev.stepwell.runtime.model.Queue;
import dev.stepwell.runtime.model.RunCounts;
import dev.stepwell.runtime.time.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Insights into tables with more rows than they examine. */
class PostgresInsightsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = START.plusSeconds(10);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  /** Ten failed runs, a second apart. */
  @BeforeEach
  void fill() {
    TestPostgres.execute(
        database,
        "insert into stepwell.run (id, function_id, event_id, status, created_at, started_at, ended_at, error)"
            + " select (lpad(to_hex("
            + START.toEpochMilli()
            + " + 1000 * n), 12, '0') || '70008000000000000000')::uuid, 'a', 'e' || n, 'failed', at, at, at,"
            + " '{\"type\":\"x.Broken\",\"message\":null,\"stackTrace\":null,\"stepId\":null,\"attempts\":0}'"
            + " from (select n, timestamptz '2026-01-01Z' + n * interval '1 second' as at"
            + " from generate_series(0, 9) as n) as runs");
  }

  private PostgresInsights lookingAt(int max) {
    return new PostgresInsights(database, new DatabaseClock(), max);
  }

  @Test
  void theNewestAreLookedAtAndItIsSaidThatThereAreMore() {
    RunCounts some = lookingAt(9).counts(START, END, SECOND);
    assertThat(some.complete()).isFalse();
    assertThat(some.functions()).extracting(FunctionCounts::failed).containsExactly(9L);
    assertThat(some.functions().get(0).buckets().get(0).at()).isEqualTo(START.plusSeconds(1));
    FailureGroups failures = lookingAt(9).failures(START, END);
    assertThat(failures.complete()).isFalse();
    assertThat(failures.groups()).extracting(FailureGroup::count).containsExactly(9L);
  }

  @Test
  void whatIsOlderThanTheSpanDoesNotMakeItIncomplete() {
    RunCounts all = lookingAt(9).counts(START.plusSeconds(1), END, SECOND);
    assertThat(all.complete()).isTrue();
    assertThat(all.functions()).extracting(FunctionCounts::failed).containsExactly(9L);
    assertThat(lookingAt(9).failures(START.plusSeconds(1), END).complete()).isTrue();
  }

  @Test
  void itIsSaidThatThereAreMoreWhereNoneOfThoseLookedAtHasFailed() {
    TestPostgres.execute(
        database,
        "update stepwell.run set status = 'completed', error = null where event_id <> 'e0'");

    assertThat(lookingAt(9).failures(START, END)).isEqualTo(new FailureGroups(List.of(), false));
  }

  @Test
  void countsOfWhatThereIsToDoStop() {
    TestPostgres.execute(
        database,
        "insert into stepwell.run (id, function_id, event_id, status, due_at, created_at)"
            + " select gen_random_uuid(), 'f' || n % 3, 'e', 'queued', now() - interval '1 minute', now()"
            + " from generate_series(0, " + Queue.MAX + ") as n");

    assertThat(lookingAt(1).queue()).isEqualTo(new Queue(Queue.MAX, 0, 0, false));
    TestPostgres.execute(
        database, "delete from stepwell.run where ctid = (select max(ctid) from stepwell.run)");
    assertThat(lookingAt(1).queue()).isEqualTo(new Queue(Queue.MAX, 0, 0, true));
  }
}
