package dev.stepwell.encryption;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** All rows of all tables as text. */
final class StoredRows {
  private StoredRows() {}

  static List<String> of(DataSource database, String schema) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names = statement.executeQuery(
          "select tablename from pg_tables where schemaname = '" + schema + "'")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet all =
            statement.executeQuery("select t::text from " + schema + "." + table + " t")) {
          while (all.next()) {
            rows.add(table + ": " + all.getString(1));
          }
        }
      }
    }
    return rows;
  }
}
