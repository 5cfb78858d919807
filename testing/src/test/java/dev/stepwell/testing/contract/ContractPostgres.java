package dev.stepwell.testing.contract;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.postgres.DatabaseSchema;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One real Postgres for all tests of the JVM; each test gets a database cloned from a migrated template. */
public final class ContractPostgres {
  /** A role that may only read and write rows, and this only in {@link #GUEST_SCHEMA}. */
  static final String GUEST = "guest";

  /** The schema of the guest, whose name must be quoted everywhere. */
  static final DatabaseSchema GUEST_SCHEMA = DatabaseSchema.named("Tenant's \"A\".stepwell ?");

  private static final long MIN_MEMORY = 8L << 30;

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private ContractPostgres() {}

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server =
          inMemory(server().setServerConfig("max_connections", "200")).start();
      execute(server.getPostgresDatabase(), "create database template" + linguistic(server));
      try (HikariDataSource template = pool(server, "postgres", "template")) {
        new PostgresStore(template, new DatabaseClock(), new Json()).close();
      }
      execute(server.getPostgresDatabase(), "create role " + GUEST + " login");
      execute(server.getPostgresDatabase(), "create database guest_template");
      try (HikariDataSource template = pool(server, "postgres", "guest_template")) {
        execute(
            template,
            Stepwell.migrationScript()
                    .schema(GUEST_SCHEMA.name())
                    .runtimeRole(GUEST)
                    .sql() + "; alter default privileges grant all on tables to " + GUEST);
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("could not prepare the template", e);
    }
  }

  /**
   * Keeps the data in memory if there is enough: some disks take a minute to delete the files of all test databases.
   */
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

  /** The embedded server, or the one of this archive: {@code -Dstepwell.postgres} (see {@code .ci/run}). */
  private static EmbeddedPostgres.Builder server() {
    EmbeddedPostgres.Builder server = EmbeddedPostgres.builder();
    String archive = System.getProperty("stepwell.postgres");
    return archive == null
        ? server
        : server
            .setPgBinaryResolver((system, machine) -> Files.newInputStream(Path.of(archive)))
            .setServerConfig("unix_socket_directories", "");
  }

  /** Databases whose collation does not compare byte by byte, if the server supports them: since version 15. */
  private static String linguistic(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      return connection.getMetaData().getDatabaseMajorVersion() < 15
          ? ""
          : " locale_provider icu icu_locale 'en-US' encoding 'UTF8' template template0";
    }
  }

  /** A pool of the owner on a fresh database; the caller closes it. */
  static HikariDataSource freshDatabase() {
    return clone("template");
  }

  /** A pool of the owner on a fresh database with the {@link #GUEST_SCHEMA}; the caller closes it. */
  static HikariDataSource freshGuestDatabase() {
    return clone("guest_template");
  }

  /** A pool on a new, empty database. */
  public static HikariDataSource emptyDatabase() {
    return clone("template1");
  }

  private static HikariDataSource clone(String template) {
    String name = "test" + COUNT.incrementAndGet();
    execute(SERVER.getPostgresDatabase(), "create database " + name + " template " + template);
    return pool("postgres", name);
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

  /** A pool of connections of this role to the database of this name; the caller closes it. */
  static HikariDataSource pool(String role, String database) {
    return pool(SERVER, role, database);
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
