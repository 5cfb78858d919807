package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import org.junit.jupiter.api.Test;

/** No index depends on the system's sorting of texts, which may change with updates. */
class CollationsTest {
  private static final String COLUMNS = """
      select i.indexrelid::regclass || '.' || a.attname
      from pg_index i
      join pg_class c on c.oid = i.indrelid and c.relnamespace = 'stepwell'::regnamespace
      join pg_attribute a on a.attrelid = i.indexrelid
      join pg_collation o on o.oid = a.attcollation
      where o.collname\s""";

  @Test
  void keysAreComparedByteByByte() {
    try (HikariDataSource database = TestPostgres.freshDatabase()) {
      assertThat(TestPostgres.column(database, COLUMNS + "<> 'C'")).isEmpty();
      assertThat(TestPostgres.column(database, COLUMNS + "= 'C'"))
          .contains(
              "stepwell.step_pkey.id", "stepwell.event_pkey.id", "stepwell.run_due.function_id");
    }
  }
}
