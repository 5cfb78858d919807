package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import java.util.UUID;
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
}
