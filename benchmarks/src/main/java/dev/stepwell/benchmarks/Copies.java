package dev.stepwell.benchmarks;

import java.sql.SQLException;
import java.util.List;

/**
 * Rows that look like those of the runtime: copies of the one run in a database, with its event and steps and with new
 * ids. The columns are read from the tables.
 */
final class Copies {
  /** Ids that grow with time, like those of the runtime, and are older than now. */
  private static final String IDS = """
      create unlogged table copy as
      select
        (lpad(to_hex(millis), 12, '0') || '7' || substr(one, 1, 3) || '8' || substr(one, 4, 15))::uuid as run_id,
        (lpad(to_hex(millis), 12, '0') || '7' || substr(other, 1, 3) || '8' || substr(other, 4, 15))::uuid::text as event_id
      from (
        select md5(n || 'run') as one, md5(n || 'event') as other,
          (extract(epoch from now()) * 1000)::bigint - %1$d + n as millis
        from generate_series(1, %1$d) as n
      ) as numbers""";

  private Copies() {}

  /** Adds this many copies, and vacuums the tables. */
  static void add(BenchmarkDatabase database, int copies) throws SQLException {
    database.execute(IDS.formatted(copies));
    database.execute("create unlogged table sample as select id, event_id from stepwell.run");
    copy(database, "event", "id", "sample.event_id", "'id', copy.event_id");
    copy(database, "step", "run_id", "sample.id", "'run_id', copy.run_id");
    copy(database, "run", "id", "sample.id", "'id', copy.run_id, 'event_id', copy.event_id");
    database.execute("drop table copy, sample");
    for (String table : List.of("event", "run", "step")) {
      database.execute("vacuum analyze stepwell." + table);
    }
  }

  private static void copy(
      BenchmarkDatabase database, String table, String key, String sampleKey, String changed)
      throws SQLException {
    database.execute("""
        insert into stepwell.%1$s
        select made.* from stepwell.%1$s as known
        join sample on known.%2$s = %3$s
        cross join copy
        cross join lateral jsonb_populate_record(known, jsonb_build_object(%4$s)) as made""".formatted(table, key, sampleKey, changed));
  }
}
