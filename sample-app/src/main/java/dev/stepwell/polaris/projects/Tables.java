package dev.stepwell.polaris.projects;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements on Polaris's tables. */
final class Tables {
  private final DataSource dataSource;

  Tables(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Reads one row. */
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Work in a transaction. */
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  int update(String sql, @Nullable Object... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepared(connection, sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  <T> List<T> query(String sql, Mapper<T> mapper, @Nullable Object... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(mapper.map(rows));
      }
      return found;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  void inTransaction(Work work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      work.run(connection);
      connection.commit();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** What breaks a rule of the tables is the caller's fault; everything else is not. */
  private static RuntimeException failure(SQLException e) {
    boolean breaksRule = e.getSQLState() != null && e.getSQLState().startsWith("23");
    String message = "Polaris's database: " + e.getMessage();
    return breaksRule
        ? new IllegalArgumentException(message, e)
        : new IllegalStateException(message, e);
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
