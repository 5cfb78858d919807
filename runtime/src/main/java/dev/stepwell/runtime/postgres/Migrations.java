package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.store.SchemaException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Brings the schema to the state that this version needs: numbered SQL files, each once, in order.
 *
 * <p>Where nothing is missing, nothing is locked and no right to create is needed.
 */
public final class Migrations {
  /** The files, in order. A file that was released is never changed. */
  static final List<String> FILES = List.of(
      "V1__runs.sql",
      "V3__worker_deaths.sql",
      "V4__workers.sql",
      "V5__waits.sql",
      "V7__schedules.sql",
      "V8__isolation.sql",
      "V9__unsuccessful_runs.sql",
      "V10__event_headers.sql",
      "V13__logouts.sql",
      "V14__flow_control.sql",
      "V15__starts.sql",
      "V16__limits_audit.sql",
      "V17__views.sql",
      "V18__step_limits.sql",
      "V19__first_of_several.sql",
      "V20__delayed_steps.sql",
      "V21__past_pauses.sql");

  static final String LOCK = "select pg_advisory_xact_lock(hashtext('stepwell migrations'))";

  static final String CREATE_SCHEMA = "create schema if not exists stepwell";
  static final String CREATE_RECORD = """
      create table if not exists stepwell.migration (
        file text collate "C" primary key,
        applied_at timestamptz not null default now()
      )\
      """;

  private static final String RECORD = "insert into stepwell.migration (file) values (?)";

  private final DataSource dataSource;
  private final SchemaCheck check;

  private Migrations(DataSource dataSource, DatabaseSchema schema) {
    this.dataSource = schema.on(dataSource);
    this.check = new SchemaCheck(schema);
  }

  /**
   * Applies what is missing, in one transaction; processes that start together wait for each other.
   *
   * @return the migrations that were applied, in order; empty if none was missing
   * @throws SchemaException if the schema cannot be brought to the state that this version needs
   * @throws PostgresException if the database cannot be reached
   */
  public static List<String> apply(DataSource dataSource, DatabaseSchema schema) {
    Migrations migrations = new Migrations(dataSource, schema);
    return migrations.missing().isEmpty() ? List.of() : migrations.applyMissing();
  }

  /** As {@link #apply}, and makes sure that the role may then do what a process of Stepwell does. */
  static void prepare(DataSource dataSource, DatabaseSchema schema, boolean migrates) {
    Migrations migrations = new Migrations(dataSource, schema);
    List<String> missing = migrations.missing();
    if (!missing.isEmpty()) {
      if (!migrates) {
        throw migrations.check.refusal(migrations.state(), missing);
      }
      migrations.applyMissing();
    }
    migrations.check.requireRights(migrations.state());
  }

  /** With the database's own defaults, because the check includes whether its transactions are read-only. */
  private SchemaState state() {
    return Database.begun(
        dataSource,
        "read the schema",
        connection -> SchemaState.of(connection, check.expectedTables()));
  }

  private List<String> missing() {
    return check.missing(state());
  }

  private List<String> applyMissing() {
    try {
      return Database.begun(dataSource, "bring the schema up to date", this::applyMissing);
    } catch (PostgresException e) {
      throw check.explained(e, state());
    }
  }

  private List<String> applyMissing(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TransactionStart.PLAIN.then(LOCK));
      SchemaState state = SchemaState.of(connection, check.expectedTables());
      List<String> missing = check.missing(state);
      if (!state.exists()) {
        statement.execute(CREATE_SCHEMA);
      }
      if (!state.isRecorded()) {
        statement.execute(CREATE_RECORD);
      }
      for (String file : missing) {
        statement.execute(MigrationFile.named(file).text());
        record(connection, file);
      }
      return missing;
    }
  }

  private static void record(Connection connection, String file) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
      insert.setString(1, file);
      insert.executeUpdate();
    }
  }

  /** All files, in order. */
  static List<MigrationFile> files() {
    return FILES.stream().map(MigrationFile::named).toList();
  }

  /** The files without those in this list, in order. */
  static List<String> except(Set<String> applied) {
    List<String> missing = new ArrayList<>(FILES);
    missing.removeAll(applied);
    return missing;
  }
}
