package dev.stepwell.runtime.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Brings the schema to the state that this version needs: numbered SQL files, each once, in order. */
final class Migrations {
  /** The files, in order. A file that was released is never changed. */
  static final List<String> FILES = List.of("V1__runs.sql", "V4__workers.sql");

  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtext('stepwell migrations'))";
  private static final String CREATE = """
      create schema if not exists stepwell;
      create table if not exists stepwell.migration (
        file text collate "C" primary key,
        applied_at timestamptz not null default now()
      )""";
  private static final String APPLIED = "select file from stepwell.migration";
  private static final String RECORD = "insert into stepwell.migration (file) values (?)";

  private Migrations() {}

  /** Applies what is missing, in one transaction; processes that start together wait for each other. */
  static void apply(DataSource dataSource, Schema schema) {
    try (Connection connection = dataSource.getConnection()) {
      Sql.inTransaction(connection, () -> {
        List<String> missing = new ArrayList<>(FILES);
        try (Statement statement = connection.createStatement()) {
          statement.execute(TransactionStart.PLAIN.then(LOCK));
          statement.execute(CREATE);
          Set<String> applied = applied(statement);
          refuseNewer(schema, applied);
          missing.removeAll(applied);
          for (String file : missing) {
            statement.execute(text(file));
            record(connection, file);
          }
        }
        return missing;
      });
    } catch (SQLException e) {
      throw new PostgresException("could not bring the schema " + schema + " up to date", e);
    }
  }

  private static Set<String> applied(Statement statement) throws SQLException {
    Set<String> files = new HashSet<>();
    try (ResultSet rows = statement.executeQuery(APPLIED)) {
      while (rows.next()) {
        files.add(rows.getString(1));
      }
    }
    return files;
  }

  private static void refuseNewer(Schema schema, Set<String> applied) {
    Set<String> unknown = new HashSet<>(applied);
    FILES.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new PostgresException(
          "the schema " + schema + " was made by a newer version (it has " + unknown
              + "): run at least that version on this database",
          null);
    }
  }

  private static void record(Connection connection, String file) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
      insert.setString(1, file);
      insert.executeUpdate();
    }
  }

  private static String text(String file) {
    try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + file)) {
      if (in == null) {
        throw new IllegalStateException(
            "the migration " + file + " is missing from the jar of stepwell-runtime");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the migration " + file + " cannot be read", e);
    }
  }
}
