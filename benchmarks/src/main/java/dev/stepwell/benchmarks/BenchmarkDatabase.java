package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A database for one measurement of one contender. Closing it drops it. */
final class BenchmarkDatabase implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofNanos(200_000);

  private final Server server;
  private final String name;
  private final HikariDataSource looks;

  BenchmarkDatabase(Server server, String name) {
    this.server = server;
    this.name = name;
    this.looks = pool(1);
  }

  String name() {
    return name;
  }

  /** How to connect to it. */
  HikariConfig login() {
    return server.login(name);
  }

  /** A pool with this many connections; the caller closes it. */
  HikariDataSource pool(int connections) {
    HikariConfig config = login();
    config.setPoolName(name);
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }

  /** Executes statements. */
  void execute(String sql) throws SQLException {
    try (Connection connection = looks.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Polls until this count is 0. */
  void awaitNone(String count) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + BenchmarkProbe.PATIENCE.toNanos();
    try (Connection connection = looks.getConnection();
        PreparedStatement query = connection.prepareStatement(count)) {
      while (number(query) != 0) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("not all had ended within " + BenchmarkProbe.PATIENCE);
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Closes this class's own connection, so that the database can be a template. */
  void rest() {
    looks.close();
  }

  @Override
  public void close() {
    looks.close();
    server.execute("drop database " + name + " with (force)");
  }
}
