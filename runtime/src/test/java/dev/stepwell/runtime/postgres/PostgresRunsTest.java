package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunStatus;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of runs in tables that hold many others. */
class PostgresRunsTest {
  private static final UUID OLD = UUID.fromString("00000000-0000-7000-8000-000000000000");

  @Test
  void onePageLooksAtSoManyRunsOnlyAndSaysWhereToGoOn() {
    try (HikariDataSource database = TestPostgres.freshDatabase()) {
      TestPostgres.execute(
          database,
          "insert into stepwell.run (id, function_id, event_id, status, created_at) "
              + "select (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid,"
              + " case n when 0 then 'rare' else 'common' end, 'e' || n, 'completed', now()"
              + " from generate_series(0, "
              + RunLists.LOOKED_AT
              + ") as n");
      PostgresRuns runs = new PostgresRuns(database, new StoredJson(new Json()));

      RunPage first = runs.list(RunFilter.function("rare"), null, 50);
      RunPage second = runs.list(RunFilter.function("rare"), first.next(), 50);

      assertThat(first.runs()).isEmpty();
      assertThat(first.next()).isNotNull();
      assertThat(second.runs()).extracting(Run::id).containsExactly(OLD);
      assertThat(second.next()).isNull();
      assertThat(runs.newest("rare", 1)).extracting(Run::id).containsExactly(OLD);
      assertThat(runs.list(RunFilter.ALL, null, 3).runs()).hasSize(3);
    }
  }

  @Test
  void unsuccessfulAndLiveRunsAreFoundBehindAnyNumberOfOthers() {
    try (HikariDataSource database = TestPostgres.freshDatabase()) {
      TestPostgres.execute(database, """
          insert into stepwell.run (id, function_id, event_id, status, due_at, created_at)
          select (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, 'f', 'e' || n,
            case n when 0 then 'failed' when 1 then 'cancelled' when 2 then 'waiting' else 'completed' end,
            case n when 2 then now() end, now()
          from generate_series(0, 45000) as n""");
      PostgresRuns runs = new PostgresRuns(database, new StoredJson(new Json()));

      assertThat(onePage(runs, RunStatus.FAILED)).containsExactly(0L);
      assertThat(onePage(runs, RunStatus.CANCELLED)).containsExactly(1L);
      assertThat(onePage(runs, RunStatus.WAITING)).containsExactly(2L);
      assertThat(onePage(runs, RunStatus.RUNNING)).isEmpty();
      assertThat(onePage(runs, RunStatus.CANCELLED, RunStatus.WAITING, RunStatus.FAILED))
          .containsExactly(2L, 1L, 0L);
    }
  }

  @Test
  void liveRunsAreFoundHoweverManyThereAre() {
    try (HikariDataSource database = TestPostgres.freshDatabase()) {
      TestPostgres.execute(database, """
          insert into stepwell.run (id, function_id, event_id, status, due_at, created_at)
          select (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid,
            case n when 0 then 'rare' else 'f' end, 'e' || n, case n when 0 then 'queued' else 'waiting' end,
            'infinity', now()
          from generate_series(0, 30000) as n""");
      PostgresRuns runs = new PostgresRuns(database, new StoredJson(new Json()));

      RunPage first = runs.list(statuses(null, RunStatus.QUEUED), null, 50);
      RunPage second = runs.list(statuses(null, RunStatus.QUEUED), first.next(), 50);

      assertThat(first.next()).isNotNull();
      assertThat(second.runs()).extracting(Run::id).containsExactly(OLD);
      assertThat(runs.list(statuses("rare", RunStatus.QUEUED), null, 50).runs()).hasSize(1);
    }
  }

  private static RunFilter statuses(@Nullable String functionId, RunStatus... statuses) {
    return new RunFilter(functionId, Set.of(statuses), null, null, null, null);
  }

  /** The numbers of the runs of the only page. */
  private static List<Long> onePage(PostgresRuns runs, RunStatus... statuses) {
    RunPage page = runs.list(statuses(null, statuses), null, 50);
    assertThat(page.next()).isNull();
    return page.runs().stream()
        .map(run -> run.id().getMostSignificantBits() >>> 32)
        .toList();
  }
}
