package dev.stepwell.dev;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.StepwellBuilder;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A Postgres for development: an embedded one, or the one that {@code STEPWELL_DATABASE_URL} names.
 *
 * <p>The embedded one stores its data in a folder, which survives restarts and a kill of the JVM. It accepts connections without a
 * password, from all users of this machine and from no other machine.
 */
public final class DevDatabase implements AutoCloseable {
  /** The version of the embedded Postgres. */
  public static final String VERSION = "18.6";

  private static final int MAX_CONNECTIONS = 20;
  private static final int MIN_IDLE_CONNECTIONS = 2;

  private final HikariDataSource pool;
  private final String address;
  private final @Nullable EmbeddedServer server;

  private DevDatabase(HikariDataSource pool, String address, @Nullable EmbeddedServer server) {
    this.pool = pool;
    this.address = address;
    this.server = server;
  }

  /**
   * Opens the database, embedded in the folder {@code .stepwell/postgres} of the working directory.
   *
   * @see #open(Path)
   */
  public static DevDatabase open() {
    return open(Path.of(".stepwell", "postgres"));
  }

  /**
   * Opens the database, embedded in this folder unless {@code STEPWELL_DATABASE_URL} is set.
   *
   * @throws IllegalStateException if it cannot be started, with the cure
   * @throws IllegalArgumentException if {@code STEPWELL_DATABASE_URL} is not a valid address
   */
  public static DevDatabase open(Path folder) {
    return open(folder, System.getenv(DatabaseUrl.VARIABLE));
  }

  static DevDatabase open(Path folder, @Nullable String given) {
    if (given != null && !given.isBlank()) {
      DatabaseUrl url = DatabaseUrl.parse(given);
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url.jdbcUrl());
      config.setUsername(url.user());
      config.setPassword(url.password());
      return new DevDatabase(pool(config), url.toString(), null);
    }
    EmbeddedServer server = EmbeddedServer.start(folder);
    try {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(server.jdbcUrl());
      config.setUsername("postgres");
      return new DevDatabase(pool(config), server.jdbcUrl(), server);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static HikariDataSource pool(HikariConfig config) {
    config.setPoolName("stepwell-dev");
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(MIN_IDLE_CONNECTIONS);
    return new HikariDataSource(config);
  }

  /** Connections to the database, until this is closed. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * A builder of a Stepwell on this database that records the inputs of steps. Register functions and start it. Close it before the
   * database.
   */
  public StepwellBuilder stepwell() {
    return Stepwell.on(pool).recordInputs();
  }

  /** The database's address, without a password. */
  public String jdbcUrl() {
    return address;
  }

  /** Closes the connections, and stops the embedded server. */
  @Override
  public void close() {
    pool.close();
    if (server != null) {
      server.close();
    }
  }
}
