package dev.stepwell.runtime;

import dev.stepwell.runtime.postgres.DatabaseSchema;
import dev.stepwell.runtime.postgres.MigrationSql;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The SQL that creates or migrates the schema, for manual execution. It is idempotent. */
public final class MigrationScript {
  private final DatabaseSchema schema;
  private final @Nullable String runtimeRole;
  private final @Nullable String readOnlyRole;

  private MigrationScript(
      DatabaseSchema schema, @Nullable String runtimeRole, @Nullable String readOnlyRole) {
    this.schema = schema;
    this.runtimeRole = runtimeRole;
    this.readOnlyRole = readOnlyRole;
  }

  /** The script for the default schema, without grants. */
  static MigrationScript ofDefaultSchema() {
    return new MigrationScript(DatabaseSchema.DEFAULT, null, null);
  }

  /**
   * The script for the schema of this name.
   *
   * @throws IllegalArgumentException if Postgres cannot have a schema of this name
   */
  public MigrationScript schema(String name) {
    return new MigrationScript(DatabaseSchema.named(name), runtimeRole, readOnlyRole);
  }

  /** With the grants that a process of Stepwell needs, to this role. */
  public MigrationScript runtimeRole(String role) {
    return new MigrationScript(schema, Objects.requireNonNull(role, "role"), readOnlyRole);
  }

  /** With the grants that reading the tables needs, to this role. */
  public MigrationScript readOnlyRole(String role) {
    return new MigrationScript(schema, runtimeRole, Objects.requireNonNull(role, "role"));
  }

  /** The script. */
  public String sql() {
    return MigrationSql.of(schema, runtimeRole, readOnlyRole);
  }

  @Override
  public String toString() {
    return sql();
  }
}
