package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.store.SchemaException;
import dev.stepwell.runtime.store.SchemaException.Problem;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Determines what a schema lacks, and describes it with the cure. */
final class SchemaCheck {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String READ_ONLY_TRANSACTION = "25006";

  /** Duplicate schema, table, column, object. */
  private static final Set<String> DUPLICATES = Set.of("42P06", "42P07", "42701", "42710");

  private static final String CURE =
      "call Stepwell.migrate(dataSource) as a role with the right to create, or execute the SQL of Stepwell.migrationScript() as such a role";

  private final DatabaseSchema schema;
  private final Set<String> expectedTables = MigrationFile.tables(Migrations.files());

  SchemaCheck(DatabaseSchema schema) {
    this.schema = schema;
  }

  Set<String> expectedTables() {
    return expectedTables;
  }

  /**
   * The migrations that are still to be applied, in order.
   *
   * @throws SchemaException if applying them would be of no use
   */
  List<String> missing(SchemaState state) {
    requireWritable(state);
    if (state.exists() && !state.mayUse()) {
      throw rights(state, "may not use it", "grant usage on schema " + schema.identifier(), null);
    }
    if (state.ungranted().contains("select on migration")) {
      throw rights(
          state,
          "may not read which migrations it has",
          "grant select on " + schema.identifier() + ".migration",
          null);
    }
    if (!state.isRecorded() && !state.tables().isEmpty()) {
      throw incomplete(
          "has the tables " + state.tables() + ", but no record of its migrations", null);
    }
    Set<String> unknown = new TreeSet<>(state.applied());
    Migrations.FILES.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new SchemaException(
          Problem.NEWER,
          name() + " was made by a newer version, which has applied " + unknown
              + ": run at least that version on this database",
          null);
    }
    List<String> missing = Migrations.except(state.applied());
    Set<String> lost = new TreeSet<>(expectedTables);
    lost.removeAll(state.tables());
    if (missing.isEmpty() && !lost.isEmpty()) {
      throw incomplete("records all migrations, but lacks the tables " + lost, null);
    }
    return missing;
  }

  private void requireWritable(SchemaState state) {
    if (state.isStandby()) {
      throw new SchemaException(
          Problem.STANDBY,
          "the server of the database " + quoted(state.database())
              + " is a standby, but Stepwell must write: connect to the primary, for example with several hosts and"
              + " targetServerType=primary in the JDBC URL",
          null);
    }
    if (state.isReadOnly()) {
      throw new SchemaException(
          Problem.READ_ONLY,
          "transactions of the role " + quoted(state.role()) + " in the database "
              + quoted(state.database())
              + " are read-only, but Stepwell must write: unset default_transaction_read_only for the role or the"
              + " database, and readOnly of the connection pool",
          null);
    }
  }

  /** Requires the rights that a process needs to send and to execute. */
  void requireRights(SchemaState state) {
    if (!state.ungranted().isEmpty()) {
      throw rights(
          state,
          "lacks " + String.join(", ", state.ungranted()),
          "grant select, insert, update, delete on all tables in schema " + schema.identifier(),
          null);
    }
  }

  /** Why a process that must not migrate does not start. */
  SchemaException refusal(SchemaState state, List<String> missing) {
    return state.exists() && state.isRecorded()
        ? new SchemaException(
            Problem.OUTDATED,
            name() + " lacks the migrations " + missing
                + ", and migrate(false) forbids this process to apply them: " + CURE,
            null)
        : new SchemaException(
            Problem.MISSING,
            (state.exists()
                    ? name() + " has no tables"
                    : name() + " does not exist in the database " + quoted(state.database()))
                + ", and migrate(false) forbids this process to create them: " + CURE,
            null);
  }

  /** What a failed migration means. */
  RuntimeException explained(PostgresException failed, SchemaState state) {
    String code = failed.getCause() instanceof SQLException e ? e.getSQLState() : null;
    if (INSUFFICIENT_PRIVILEGE.equals(code)) {
      String grant = state.exists()
          ? "grant create on schema " + schema.identifier()
          : "grant create on database " + DatabaseSchema.quoted(state.database());
      return rights(
          state,
          "may not create or change tables (" + message(failed)
              + "); only their owner may change existing tables; " + CURE,
          grant,
          failed);
    }
    if (DUPLICATES.contains(String.valueOf(code))) {
      return incomplete("was changed without a record of it (" + message(failed) + ")", failed);
    }
    if (READ_ONLY_TRANSACTION.equals(code)) {
      return new SchemaException(
          Problem.READ_ONLY,
          "the database is read-only, but Stepwell must write: connect to the primary",
          failed);
    }
    return failed;
  }

  private static String message(PostgresException failed) {
    return failed.getCause() == null ? "" : String.valueOf(failed.getCause().getMessage());
  }

  private SchemaException rights(
      SchemaState state, String lack, String grant, @Nullable Throwable cause) {
    return new SchemaException(
        Problem.MISSING_RIGHTS,
        "the role " + quoted(state.role()) + " " + lack + ", in " + name() + ". To grant it, run: "
            + grant + " to " + DatabaseSchema.quoted(state.role()),
        cause);
  }

  private SchemaException incomplete(String what, @Nullable Throwable cause) {
    return new SchemaException(
        Problem.INCOMPLETE,
        name() + " " + what
            + ": it was restored or migrated in part. Restore it as a whole, or complete the"
            + " migration; if it contains nothing of value, drop it with drop schema "
            + schema.identifier()
            + " cascade, and start again",
        cause);
  }

  private String name() {
    return "the schema " + schema.identifier();
  }

  private static String quoted(String name) {
    return DatabaseSchema.quoted(name);
  }
}
