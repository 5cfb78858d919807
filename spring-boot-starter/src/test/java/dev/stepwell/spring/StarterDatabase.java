package dev.stepwell.spring;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The Postgres of the tests, which starts once. */
public final class StarterDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final EmbeddedPostgres POSTGRES = start();

  private StarterDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new database. */
  public static String url() {
    String name = "starter" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    execute("create database " + name);
    return POSTGRES.getJdbcUrl("postgres", name);
  }

  /** On the database of the server itself. */
  public static void execute(String sql) {
    try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new database for the context of a test. */
  public static void register(DynamicPropertyRegistry registry) {
    String url = url();
    registry.add("spring.datasource.url", () -> url);
    registry.add("spring.datasource.username", () -> "postgres");
  }
}
