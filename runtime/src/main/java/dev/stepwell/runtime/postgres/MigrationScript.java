package dev.stepwell.runtime.postgres;

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

  /** The script for a schema, without grants. */
  public static MigrationScript of(DatabaseSchema schema) {
    return new MigrationScript(schema, null, null);
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
    StringBuilder script = new StringBuilder();
    script
        .append("-- Stepwell: creates the schema ")
        .append(schema.identifier())
        .append(" or brings it up to date.\n");
    script
        .append("begin;\n")
        .append("set transaction isolation level read committed, read write;\n")
        .append(schema.in(Migrations.LOCK))
        .append(";\n");
    script.append(schema.in(Migrations.CREATE_SCHEMA)).append(";\n");
    script.append(schema.in(Migrations.CREATE_RECORD)).append(";\n");
    Migrations.files().forEach(file -> script.append(schema.in(migration(file))));
    if (runtimeRole != null) {
      grants(script, "select, insert, update, delete", runtimeRole);
    }
    if (readOnlyRole != null) {
      grants(script, "select", readOnlyRole);
    }
    return script.append("commit;\n").toString();
  }

  /** Executed as one text, so that the file may have any statements. */
  private static String migration(MigrationFile file) {
    return """
        do $stepwell_step$ begin
        if not exists (select from stepwell.migration where file = %s) then
        execute $stepwell_file$
        %s
        $stepwell_file$;
        insert into stepwell.migration (file) values (%s);
        end if;
        end $stepwell_step$;
        """.formatted(
            DatabaseSchema.literal(file.name()), file.text(), DatabaseSchema.literal(file.name()));
  }

  /** The default privileges are for the tables that later versions add, if the same role runs their script. */
  private void grants(StringBuilder script, String rights, String role) {
    String in = " in schema " + schema.identifier();
    String to = " to " + DatabaseSchema.quoted(role) + ";\n";
    script.append("grant usage on schema ").append(schema.identifier()).append(to);
    script.append("grant ").append(rights).append(" on all tables").append(in).append(to);
    script
        .append("alter default privileges")
        .append(in)
        .append(" grant ")
        .append(rights)
        .append(" on tables")
        .append(to);
  }

  @Override
  public String toString() {
    return sql();
  }
}
