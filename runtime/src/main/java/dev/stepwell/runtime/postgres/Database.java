package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A transaction of its own for a piece of work. */
final class Database {
  private static final int MAX_TRIES = 5;

  private Database() {}

  /** Work with a connection. */
  interface Work<T extends @Nullable Object> {
    /** Does it. */
    T run(Connection connection) throws SQLException;
  }

  /**
   * Does the work in one transaction; again if the database rolled it back for the sake of a concurrent one.
   *
   * @param what the work in words, for the exception: "could not " and this
   * @throws PostgresException if the database refused or could not be reached; then nothing was changed, or that is not known
   */
  static <T extends @Nullable Object> T run(DataSource dataSource, String what, Work<T> work) {
    return Database.<T>begun(dataSource, what, connection -> {
      TransactionStart.PLAIN.on(connection);
      return work.run(connection);
    });
  }

  /** As {@link #run}, for work whose first statement carries its {@link TransactionStart}. */
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
   * Does work that only reads, in one transaction; again if the connection turned out to be broken, as all connections of a pool are
   * after a restart of the database. If the pool itself had none to give in time, there is no point in asking it again.
   *
   * @param what the work in words, for the exception: "could not " and this
   * @throws PostgresException if the database refused or could not be reached
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
