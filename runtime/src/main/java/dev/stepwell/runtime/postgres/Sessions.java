package dev.stepwell.runtime.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.LoggerFactory;

/**
 * A data source that detects whether each of its connections has its own Postgres session.
 *
 * <p>Behind a pooler in transaction mode it does not: a prepared statement may be missing in the next session, and
 * LISTEN and session locks would affect other users of the session (ADR 35).
 */
final class Sessions implements DataSource {
  private static final org.slf4j.Logger log = LoggerFactory.getLogger(Sessions.class);

  /** Other users of the pooler may hide in one round that sessions are shared. */
  private static final int PROBES = 3;

  private static final String CONSEQUENCES =
      "Stepwell uses neither LISTEN nor session locks nor server-side prepared statements there: it"
          + " polls every " + PostgresSignals.POLL_MILLIS
          + " ms, and resumes the runs of a dead process when its lease expires."
          + " To be notified at once, connect directly or through a pooler in session mode (docs/poolers.md)";

  private static final String PID = "select pg_backend_pid()";

  private final DataSource given;
  private final ConnectionsInUse inUse = new ConnectionsInUse();
  private volatile Kind kind;

  private enum Kind {
    /** Postgres itself answers. */
    DIRECT,

    /** A pooler stands between, which lends a session for as long as the connection lasts, as far as can be seen. */
    POOLED_PER_CONNECTION,

    POOLED_PER_TRANSACTION
  }

  private Sessions(DataSource given, Kind kind) {
    this.given = given;
    this.kind = kind;
  }

  /**
   * Looks which kind this data source is.
   *
   * @throws PostgresException if the database cannot be reached
   */
  static Sessions of(DataSource given) {
    try {
      Sessions sessions =
          new Sessions(given, Database.on(given, connection -> kind(given, connection)));
      if (!sessions.areExclusive()) {
        log.warn(
            "Connections of this data source share sessions of Postgres, as behind a pooler in transaction mode. {}",
            CONSEQUENCES);
      }
      return sessions;
    } catch (SQLException e) {
      throw new PostgresException(
          "could not determine whether the data source connects through a pooler", e);
    }
  }

  private static Kind kind(DataSource given, Connection connection) throws SQLException {
    if (!connection.isWrapperFor(PGConnection.class)) {
      throw new PostgresException(
          "The data source lends connections of " + connection.getClass().getName()
              + ", which do not unwrap to org.postgresql.PGConnection: use the JDBC driver of Postgres, and make"
              + " the wrapper of its connections delegate unwrap",
          null);
    }
    if (pid(connection) == connection.unwrap(PGConnection.class).getBackendPID()) {
      return Kind.DIRECT;
    }
    for (int i = 0; i < PROBES; i++) {
      if (sharesSession(connection, given)) {
        return Kind.POOLED_PER_TRANSACTION;
      }
    }
    return Kind.POOLED_PER_CONNECTION;
  }

  /** Whether a second connection gets the session of the first, or the first another one while the second holds one. */
  private static boolean sharesSession(Connection first, DataSource given) throws SQLException {
    int before = pid(first);
    try (Connection second = given.getConnection()) {
      PGConnection driver = second.unwrap(PGConnection.class);
      int threshold = driver.getPrepareThreshold();
      boolean autoCommit = second.getAutoCommit();
      driver.setPrepareThreshold(0);
      second.setAutoCommit(false);
      try {
        return readPid(second) == before || pid(first) != before;
      } finally {
        second.rollback();
        second.setAutoCommit(autoCommit);
        driver.setPrepareThreshold(threshold);
      }
    }
  }

  /** The process id of the session that has this connection now, which it does not keep. */
  private static int pid(Connection connection) throws SQLException {
    int pid = readPid(connection);
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
    return pid;
  }

  private static int readPid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(PID)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Whether LISTEN, session locks and prepared statements last as long as the connection. */
  boolean areExclusive() {
    return kind != Kind.POOLED_PER_TRANSACTION;
  }

  /** Whether Postgres itself answers, and no pooler stands between, as far as can be seen. */
  boolean areDirect() {
    return kind == Kind.DIRECT;
  }

  /** The connections of the data source on which Stepwell awaits an answer now. */
  ConnectionsInUse inUse() {
    return inUse;
  }

  /**
   * Hears of an error on this connection. If driver and session disagree about what is prepared, the connection is of no more use; and
   * where a pooler stands between, later ones prepare nothing.
   */
  void failed(Connection connection, SQLException e) {
    if (!SqlStates.isLostStatement(e)) {
      return;
    }
    if (kind == Kind.POOLED_PER_CONNECTION) {
      kind = Kind.POOLED_PER_TRANSACTION;
      log.warn(
          "A prepared statement was missing, as happens behind a pooler in transaction mode: {}. {}",
          e.getMessage(),
          CONSEQUENCES);
    }
    KeptConnections.abort(connection);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return adapted(given.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return adapted(given.getConnection(user, password));
  }

  /** The connection, on which the driver prepares nothing from now on if that would not last. */
  Connection adapted(Connection connection) throws SQLException {
    if (!areExclusive()) {
      connection.unwrap(PGConnection.class).setPrepareThreshold(0);
    }
    return connection;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return given.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    given.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    given.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return given.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("dev.stepwell");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : given.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || given.isWrapperFor(type);
  }
}
