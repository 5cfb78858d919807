package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Executes work in its own transaction. */
final class Database {
  private static final int MAX_TRIES = 5;

  private Database() {}

  /** Work with a connection. */
  interface Work<T extends @Nullable Object> {
    /** Does it. */
    T run(Connection connection) throws SQLException;
  }

  /**
   * Executes the work in one transaction; repeats it if the database rolled it back because of a concurrent one.
   *
   * @param what a phrase for the work, which follows "could not " in the exception
   * @throws PostgresException if the database rejects it or is unreachable; nothing was changed, or that is unknown
   */
  static <T extends @Nullable Object> T run(DataSource dataSource, String what, Work<T> work) {
    return Database.<T>begun(dataSource, what, connection -> {
      TransactionStart.PLAIN.on(connection);
      return work.run(connection);
    });
  }

  /** Like {@link #run}, for work whose first statement includes its {@link TransactionStart}. */
  static <T extends @Nullable Object> T begun(DataSource dataSource, String what, Work<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return Database.<T>on(
            dataSource, connection -> Database.<T>transaction(dataSource, connection, work));
      } catch (SQLException e) {
        if (tries == MAX_TRIES || !mayBeRepeated(e)) {
          throw new PostgresException("could not " + what, e);
        }
      }
    }
  }

  /** Does work on a connection on which the caller has no transaction. */
  static <T extends @Nullable Object> T on(DataSource dataSource, Work<T> work)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (!CallersTransaction.isOn(dataSource, connection)) {
        return work.run(connection);
      }
    }
    return CallersTransaction.<T>elsewhere(dataSource, work);
  }

  private static <T extends @Nullable Object> T transaction(
      DataSource dataSource, Connection connection, Work<T> work) throws SQLException {
    try {
      return AnswerTimeout.<T>bounded(
          connection, () -> Database.<T>counted(dataSource, connection, work));
    } catch (SQLException e) {
      if (dataSource.isWrapperFor(Sessions.class)) {
        dataSource.unwrap(Sessions.class).failed(connection, e);
      }
      throw e;
    }
  }

  private static <T extends @Nullable Object> T counted(
      DataSource dataSource, Connection connection, Work<T> work) throws SQLException {
    Sql.Work<T> transaction = () -> Sql.<T>inTransaction(connection, () -> work.run(connection));
    return dataSource.isWrapperFor(Sessions.class)
        ? dataSource.unwrap(Sessions.class).inUse().<T>during(connection, transaction)
        : transaction.run();
  }

  private static boolean mayBeRepeated(SQLException e) {
    return SqlStates.isRolledBackForAnother(e) || SqlStates.isLostStatement(e);
  }

  /**
   * Executes read-only work in one transaction; repeats it if the connection was broken, like all connections of a pool
   * after a restart of the database. If the pool itself had no connection in time, it does not retry.
   *
   * @param what a phrase for the work, which follows "could not " in the exception
   * @throws PostgresException if the database rejects it or is unreachable
   */
  static <T extends @Nullable Object> T read(DataSource dataSource, String what, Work<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return Database.<T>run(dataSource, what, work);
      } catch (PostgresException e) {
        if (tries == MAX_TRIES || !isOfConnection(e.getCause())) {
          throw e;
        }
      }
    }
  }

  private static boolean isOfConnection(@Nullable Throwable cause) {
    return cause instanceof SQLException e
        && !SqlStates.leavesConnection(e)
        && !(e instanceof SQLTransientConnectionException);
  }
}
