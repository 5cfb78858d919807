package dev.stepwell.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One real Postgres for all tests of the JVM; each test class gets a database cloned from a migrated template. */
public final class TestPostgres {
  private static final long MIN_MEMORY = 8L << 30;

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestPostgres() {}

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = inMemory(server()
              .setServerConfig("max_connections", "200")
              .setServerConfig("max_prepared_transactions", "4"))
          .start();
      execute(server.getPostgresDatabase(), "create database template");
      try (HikariDataSource template = pool(server, "template")) {
        new PostgresStore(template, new DatabaseClock(), new Json()).close();
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the data in memory where there is enough: some disks need a minute to delete the files of all test databases. */
  private static EmbeddedPostgres.Builder inMemory(EmbeddedPostgres.Builder server)
      throws IOException {
    Path memory = Path.of("/dev/shm");
    boolean isEnough =
        Files.isDirectory(memory) && Files.getFileStore(memory).getUsableSpace() > MIN_MEMORY;
    return isEnough
        ? server.setDataDirectory(
            memory.resolve("stepwell-" + ProcessHandle.current().pid()))
        : server;
  }

  /** A server that is not started: the embedded one, or the one of this archive: {@code -Dstepwell.postgres} (see {@code .ci/run}). */
  public static EmbeddedPostgres.Builder server() {
    EmbeddedPostgres.Builder server = EmbeddedPostgres.builder();
    String archive = System.getProperty("stepwell.postgres");
    return archive == null
        ? server
        : server
            .setPgBinaryResolver((system, machine) -> Files.newInputStream(Path.of(archive)))
            .setServerConfig("unix_socket_directories", "");
  }

  /** The server's port. */
  public static int port() {
    return SERVER.getPort();
  }

  /** A pool on a fresh database; the caller closes it. */
  public static HikariDataSource freshDatabase() {
    String name = "test" + COUNT.incrementAndGet();
    execute(SERVER.getPostgresDatabase(), "create database " + name + " template template");
    return pool(SERVER, name);
  }

  /** A pool on a database that nothing was done to. */
  public static HikariDataSource emptyDatabase() {
    String name = "empty" + COUNT.incrementAndGet();
    execute(SERVER.getPostgresDatabase(), "create database " + name);
    return pool(SERVER, name);
  }

  /** Another pool on the database of this one. */
  static HikariDataSource again(HikariDataSource database) {
    return pool(SERVER, database.getPoolName());
  }

  /** Ends all connections to this database, as a server that goes away does. */
  public static void breakConnections(HikariDataSource dataSource) {
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        PreparedStatement end = connection.prepareStatement(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")) {
      end.setString(1, dataSource.getPoolName());
      end.execute();
    } catch (SQLException e) {
      throw new IllegalStateException("could not break the connections", e);
    }
  }

  /** Executes a statement. */
  public static void execute(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of what a query finds. */
  public static List<String> column(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** How many rows there are in a table, or in the part of it that a condition behind its name leaves. */
  public static long count(DataSource dataSource, String table) {
    return Long.parseLong(column(dataSource, "select count(*) from " + table).get(0));
  }

  /** A pool of connections of this role to the database of this pool; the caller closes it. */
  public static HikariDataSource as(String role, HikariDataSource database) {
    return pool(SERVER, role, database.getPoolName());
  }

  private static HikariDataSource pool(EmbeddedPostgres server, String database) {
    return pool(server, "postgres", database);
  }

  private static HikariDataSource pool(EmbeddedPostgres server, String role, String database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(server.getDatabase(role, database));
    config.setPoolName(database);
    config.setMaximumPoolSize(12);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }
}
