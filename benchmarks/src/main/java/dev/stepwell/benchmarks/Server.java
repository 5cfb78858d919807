package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.dev.DevDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Postgres server. Most measurements use the embedded one of {@code stepwell-dev}, or the one that {@code
 * STEPWELL_DATABASE_URL} names, with a superuser.
 */
final class Server implements AutoCloseable {
  private final AutoCloseable control;
  private final HikariDataSource pool;
  private final Path log;
  private final AtomicInteger databases = new AtomicInteger();

  private Server(AutoCloseable control, HikariDataSource pool, Path log) {
    this.control = control;
    this.pool = pool;
    this.log = log;
  }

  /** Opens it; an embedded one keeps its data in this folder. */
  static Server open(Path folder) throws SQLException {
    DevDatabase control = DevDatabase.open(folder);
    return new Server(
        control,
        control.dataSource().unwrap(HikariDataSource.class),
        folder.resolve("postgres.log"));
  }

  /** Opens the Postgres that Debian installs, which has JIT; empty if it is not installed. */
  static Optional<Server> installed() throws IOException {
    Optional<InstalledPostgres> installed = InstalledPostgres.start();
    if (installed.isEmpty()) {
      return Optional.empty();
    }
    InstalledPostgres server = installed.get();
    HikariDataSource pool = server.pool();
    AutoCloseable control = () -> {
      pool.close();
      server.close();
    };
    return Optional.of(new Server(control, pool, server.log()));
  }

  /** A new, empty database. */
  BenchmarkDatabase database(String name) {
    return create(name, "");
  }

  /** A copy of a database that has no connections. */
  BenchmarkDatabase copy(BenchmarkDatabase template, String name) {
    return create(name, " template " + template.name() + " strategy file_copy");
  }

  private BenchmarkDatabase create(String name, String from) {
    String unique = "benchmark_" + name.replaceAll("[^a-z0-9]", "_") + "_"
        + ProcessHandle.current().pid() + "_" + databases.incrementAndGet();
    execute("create database " + unique + from);
    return new BenchmarkDatabase(this, unique);
  }

  /** The connection settings of the database of this name. */
  HikariConfig login(String database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(pool.getJdbcUrl().replaceFirst("(//[^/]+/)[^?]*", "$1" + database));
    config.setUsername(pool.getUsername());
    config.setPassword(pool.getPassword());
    return config;
  }

  /** Forces a checkpoint, so that none from earlier work falls into a measurement. */
  void settle() {
    execute("checkpoint");
  }

  /** Executes a statement in a database that no contender uses. */
  void execute(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("could not " + sql, e);
    }
  }

  /** The single value that a query returns. */
  String value(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("could not " + sql, e);
    }
  }

  /** Its log file, if accessible. */
  Optional<Path> log() {
    return Files.exists(log) ? Optional.of(log) : Optional.empty();
  }

  /** The server's main process, if it runs on this machine. */
  Optional<ProcessHandle> process() {
    long backend = Long.parseLong(value("select pg_backend_pid()"));
    return ProcessHandle.of(backend)
        .flatMap(ProcessHandle::parent)
        .filter(parent -> parent.info().command().orElse("").contains("postgres"));
  }

  @Override
  public void close() {
    try {
      control.close();
    } catch (Exception e) {
      throw new IllegalStateException("the server could not be stopped", e);
    }
  }
}
