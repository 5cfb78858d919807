package dev.stepwell.runtime.fire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/** The test's own tables, and its queries of Stepwell's tables. */
final class FireTables {
  private final DataSource database;

  FireTables(DataSource database) {
    this.database = database;
  }

  /** Creates the test's own tables and triggers. */
  void create() throws IOException, SQLException {
    try (InputStream file =
            Objects.requireNonNull(FireTables.class.getResourceAsStream("/fire.sql"), "fire.sql");
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Executes a statement; again as long as the server is away. */
  void execute(String sql) throws InterruptedException {
    while (true) {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
        return;
      } catch (SQLException e) {
        Thread.sleep(200);
      }
    }
  }

  /** The rows that a query finds, each as the text of its columns. */
  List<List<String>> rows(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<String>> found = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        found.add(row);
      }
      return found;
    }
  }

  /** The one number that a query finds. */
  long number(String sql) throws SQLException {
    return Long.parseLong(rows(sql).get(0).get(0));
  }
}
