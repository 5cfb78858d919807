package dev.stepwell.runtime.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A statement that only reads, and is a transaction by itself. */
final class Query {
  private Query() {}

  /** Sets the parameters of a query. */
  interface Parameters {
    void set(PreparedStatement query) throws SQLException;
  }

  /** Reads one row. */
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /**
   * All rows.
   *
   * @param what a phrase for the work, which follows "could not " in the exception
   */
  static <T> List<T> list(
      DataSource dataSource, String what, String sql, Parameters parameters, Mapper<T> mapper) {
    return Database.read(dataSource, what, connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        parameters.set(query);
        List<T> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            found.add(mapper.map(rows));
          }
        }
        return found;
      }
    });
  }
}
