package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The maximum throughput of this Postgres: rows like those of Stepwell, in its tables with all their indexes, but
 * inserted directly from arrays over four connections, about 100 rows per commit.
 */
final class Limit {
  private static final int CONNECTIONS = 4;
  private static final int ROWS_A_COMMIT = 100;
  private static final String STEPS = "stepwell.step";

  private final BenchmarkDatabase database;
  private final int steps;

  /** For runs with this many steps. */
  Limit(BenchmarkDatabase database, int steps) {
    this.database = database;
    this.steps = steps;
  }

  /** Step rows per second. */
  double stepRows(int rows) throws Exception {
    return rows(List.of(STEPS), rows);
  }

  /** Rows per second of events, runs and steps in turn. */
  double allRows(int rows) throws Exception {
    return rows(List.of("stepwell.event", "stepwell.run", STEPS), rows);
  }

  private double rows(List<String> tables, int rows) throws Exception {
    try (StepwellSession session = new StepwellContender().start(database)) {
      session.run(1, steps);
    }
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (HikariDataSource pool = database.pool(CONNECTIONS)) {
      List<Writer> writers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        writers.add(new Writer(pool.getConnection(), tables));
      }
      for (Writer writer : writers) {
        writer.write(ROWS_A_COMMIT);
      }
      long start = System.nanoTime();
      List<Future<Integer>> writing = new ArrayList<>();
      for (Writer writer : writers) {
        writing.add(threads.submit(() -> writer.write(rows / CONNECTIONS)));
      }
      int written = 0;
      for (Future<Integer> one : writing) {
        written += one.get();
      }
      return written * 1e9 / (System.nanoTime() - start);
    } finally {
      threads.shutdown();
    }
  }

  /** The work of one connection. */
  private static final class Writer {
    private final Connection connection;
    private final List<ArrayInsert> inserts = new ArrayList<>();
    private final String sampleRun;
    private final String sampleEvent;

    Writer(Connection connection, List<String> tables) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement();
          ResultSet run = statement.executeQuery("select id, event_id from stepwell.run limit 1")) {
        run.next();
        sampleRun = run.getString(1);
        sampleEvent = run.getString(2);
      }
      for (String table : tables) {
        inserts.add(new ArrayInsert(connection, table, sampleRun, sampleEvent));
      }
      connection.commit();
    }

    /** Writes at least this many rows, and returns how many. */
    int write(int rows) throws SQLException {
      int rowsOfARun = inserts.stream().mapToInt(ArrayInsert::rowsOfARun).sum();
      int written = 0;
      while (written < rows) {
        List<Map<String, String>> runs = new ArrayList<>();
        for (int i = 0; i < ROWS_A_COMMIT; i += rowsOfARun) {
          runs.add(Map.of(sampleRun, newId(), sampleEvent, newId()));
        }
        for (ArrayInsert insert : inserts) {
          insert.insert(connection, runs);
        }
        connection.commit();
        written += runs.size() * rowsOfARun;
      }
      return written;
    }

    /** A new id that grows with time, like those of the runtime. */
    private static String newId() {
      UUID random = UUID.randomUUID();
      long high = (System.currentTimeMillis() << 16) | (random.getMostSignificantBits() & 0x7FFF);
      return new UUID(high, random.getLeastSignificantBits()).toString();
    }
  }
}
