package dev.stepwell.benchmarks;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inserts copies of the rows of a table, with one statement over arrays. It derives the columns from the table, so it
 * adapts to schema changes.
 */
final class ArrayInsert {
  private static final String COLUMNS = """
      select attname, format_type(atttypid, atttypmod) from pg_attribute
      where attrelid = '%s'::regclass and attnum > 0 and not attisdropped order by attnum""";

  private final String table;
  private final List<String> columns = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<List<String>> samples = new ArrayList<>();

  /**
   * An insert for a table with rows of one run or event; other rows are skipped. Columns that are null in the first of
   * these rows are left out.
   */
  ArrayInsert(Connection connection, String table, String run, String event) throws SQLException {
    this.table = table;
    try (Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      List<String> typeNames = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(COLUMNS.formatted(table))) {
        while (rows.next()) {
          names.add(rows.getString(1));
          typeNames.add(rows.getString(2));
        }
      }
      try (ResultSet rows = statement.executeQuery("select * from " + table)) {
        while (rows.next()) {
          if (columns.isEmpty()) {
            keepFilled(rows, names, typeNames);
          }
          List<String> sample = new ArrayList<>();
          for (String column : columns) {
            sample.add(rows.getString(column));
          }
          if (sample.contains(run) || sample.contains(event)) {
            samples.add(sample);
          }
        }
      }
    }
  }

  private void keepFilled(ResultSet row, List<String> names, List<String> typeNames)
      throws SQLException {
    for (int i = 0; i < names.size(); i++) {
      if (row.getString(names.get(i)) != null) {
        columns.add(names.get(i));
        types.add(typeNames.get(i));
      }
    }
  }

  /** How many rows of the table belong to one run. */
  int rowsOfARun() {
    return samples.size();
  }

  /** Inserts the rows of several runs, each with new ids in place of the sample's. */
  void insert(Connection connection, List<Map<String, String>> idsOfRuns) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql())) {
      for (int column = 0; column < columns.size(); column++) {
        String[] values = new String[idsOfRuns.size() * samples.size()];
        int row = 0;
        for (Map<String, String> ids : idsOfRuns) {
          for (List<String> sample : samples) {
            String value = sample.get(column);
            values[row++] = ids.getOrDefault(value, value);
          }
        }
        Array array = connection.createArrayOf("text", values);
        insert.setArray(column + 1, array);
      }
      insert.executeUpdate();
    }
  }

  private String sql() {
    List<String> arrays = types.stream().map(type -> "?::" + type + "[]").toList();
    return "insert into " + table + " (" + String.join(", ", columns) + ") select * from unnest("
        + String.join(", ", arrays) + ")";
  }
}
