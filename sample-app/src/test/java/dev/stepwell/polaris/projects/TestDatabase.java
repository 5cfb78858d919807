package dev.stepwell.polaris.projects;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One real Postgres for all tests of the JVM; each test class gets a database of its own. */
public final class TestDatabase {
  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pool on a database with Polaris's tables; the caller closes it. */
  public static HikariDataSource fresh() {
    HikariDataSource pool = empty();
    Projects.migrate(pool);
    return pool;
  }

  /** A pool on a new, empty database; the caller closes it. */
  public static HikariDataSource empty() {
    String name = "polaris" + COUNT.incrementAndGet();
    execute(SERVER.getPostgresDatabase(), "create database " + name);
    HikariConfig config = new HikariConfig();
    config.setDataSource(SERVER.getDatabase("postgres", name));
    config.setPoolName(name);
    config.setMaximumPoolSize(10);
    return new HikariDataSource(config);
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

  /** The first column of the rows of a query. */
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
}
