package dev.stepwell.polaris.projects;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Polaris's tables. Each use is a transaction. */
final class Tables {
  private final DataSource dataSource;

  Tables(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Work in a transaction. */
  interface Work<T> {
    T in(Session session) throws SQLException;
  }

  /** Does all of the work or none of it. */
  <T> T transaction(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(new Session(connection));
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      } finally {
        if (!connection.isClosed()) {
          connection.setAutoCommit(true);
        }
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Values that the tables reject are the caller's fault; other errors are not. */
  private static RuntimeException failure(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
      return new BadInputException("Polaris's tables cannot hold this: " + e.getMessage(), e);
    }
    return new IllegalStateException("Polaris's database: " + e.getMessage(), e);
  }
}
