package dev.stepwell.runtime.postgres;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the connections that Stepwell keeps for as long as it runs.
 *
 * <p>They do not come out of a pool where that can be avoided: a pool that user code has exhausted must not delay a heartbeat, and a
 * pool reports a connection that never comes back as a leak (ADR 28).
 */
final class KeptConnections {
  /** How many there are in a process that executes runs: one for the heartbeat, and one for each lane. */
  static final int COUNT = 1 + GroupCommit.LANES;

  private static final Logger log = LoggerFactory.getLogger(KeptConnections.class);
  private static final Duration MAX_OPENING = Duration.ofSeconds(10);

  private static final Duration SUSPECT = Duration.ofSeconds(5);

  private final Source source;
  private final Sessions sessions;
  private final @Nullable HikariDataSource pool;

  private final DatabaseSchema schema;

  private interface Source {
    Connection open() throws SQLException;
  }

  /** A connection, and how transactions begin on it. */
  record Opened(Connection connection, Beginning beginning) {}

  private KeptConnections(
      Source source, Sessions sessions, DatabaseSchema schema, @Nullable HikariDataSource pool) {
    this.source = source;
    this.sessions = sessions;
    this.schema = schema;
    this.pool = pool;
  }

  /**
   * Connections like those of this data source, for this schema: outside of its pool if it is HikariCP, otherwise from
   * it.
   */
  static KeptConnections like(DataSource dataSource, Sessions sessions, DatabaseSchema schema) {
    return dataSource instanceof HikariDataSource pool
        ? new KeptConnections(() -> sessions.adapted(beside(pool)), sessions, schema, pool)
        : new KeptConnections(sessions::getConnection, sessions, schema, null);
  }

  private static Connection beside(HikariDataSource pool) throws SQLException {
    DataSource direct = pool.getDataSource() != null ? pool.getDataSource() : driver(pool);
    if (direct == null) {
      return pool.getConnection();
    }
    Connection connection = pool.getUsername() == null
        ? direct.getConnection()
        : direct.getConnection(pool.getUsername(), pool.getPassword());
    try {
      if (pool.getConnectionInitSql() != null) {
        execute(connection, pool.getConnectionInitSql());
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** What the pool itself opens connections by; it makes that when it lends the first one. */
  private static DataSource driver(HikariDataSource pool) throws SQLException {
    if (pool.getHikariPoolMXBean() == null) {
      pool.getConnection().close();
    }
    return ((HikariPool) pool.getHikariPoolMXBean()).getUnwrappedDataSource();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Opens a connection in auto-commit mode, on which no answer is awaited for longer than {@code patience}.
   *
   * @param start what its transactions begin with
   * @throws SQLTransientConnectionException if that takes too long; what comes later is closed
   */
  Opened open(Duration patience, TransactionStart start) throws SQLException {
    CompletableFuture<Connection> opening = new CompletableFuture<>();
    Thread thread = new Thread(() -> open(opening), "stepwell-connect");
    thread.setDaemon(true);
    thread.start();
    Connection connection = await(opening);
    try {
      connection.setAutoCommit(true);
      bound(connection, patience);
      return new Opened(schema.on(connection), beginning(connection, start));
    } catch (SQLException | RuntimeException e) {
      abort(connection);
      throw e;
    }
  }

  /**
   * Gives the session the settings if no other code will ever use it: Postgres itself is at the other end, and the connection is the
   * driver's own, which is closed when it is no longer needed. A connection of a pool goes back to it.
   */
  private Beginning beginning(Connection connection, TransactionStart start) throws SQLException {
    if (!sessions.areDirect() || !(connection instanceof PgConnection own)) {
      return start.perTransaction();
    }
    own.setReadOnly(false);
    return start.setInSession(own, own.getBackendPID())
        ? Beginning.OF_SESSION
        : start.perTransaction();
  }

  private void open(CompletableFuture<Connection> opening) {
    try {
      Connection connection = source.open();
      if (!opening.complete(connection)) {
        connection.close();
      }
    } catch (Throwable t) {
      opening.completeExceptionally(t);
    }
  }

  private static Connection await(CompletableFuture<Connection> opening) throws SQLException {
    try {
      return opening.get(MAX_OPENING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (opening.completeExceptionally(e)) {
        throw new SQLTransientConnectionException(
            "no connection to the database within " + MAX_OPENING.toSeconds() + " seconds", e);
      }
      return opening.join();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw new SQLTransientConnectionException("no connection to the database", e.getCause());
    }
  }

  /** Hears of an error on a connection that was opened here. */
  void failed(Connection connection, SQLException e) {
    sessions.failed(connection, e);
    if (SqlStates.isSilence(e)) {
      suspectPool();
    }
  }

  /**
   * Makes the pool replace its idle connections, and aborts those on which Stepwell awaits a response: if one
   * connection was lost silently, the others of this process were too. HikariCP validates idle connections one by one,
   * by default with 5 s for each.
   */
  void suspectPool() {
    log.warn("the database does not respond: idle connections of the pool are replaced");
    if (pool != null && pool.getHikariPoolMXBean() != null) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    sessions.inUse().abortOlderThan(SUSPECT);
  }

  /** Makes the driver time out after this time; not every driver can. */
  static void bound(Connection connection, Duration patience) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
    } catch (SQLFeatureNotSupportedException e) {
      log.debug("the driver has no network timeouts", e);
    }
  }

  /** Closes the connection immediately, without a message to the database, which may not respond. */
  static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
      connection.close();
    } catch (SQLException | RuntimeException e) {
      log.debug("the connection was broken", e);
    }
  }
}
