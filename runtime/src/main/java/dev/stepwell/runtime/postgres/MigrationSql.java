package dev.stepwell.runtime.postgres;

import org.jspecify.annotations.Nullable;

/** Writes the SQL that creates or migrates a schema, and that may be executed again. */
public final class MigrationSql {
  private MigrationSql() {}

  /** For this schema, with grants for those of the roles that are not null. */
  public static String of(
      DatabaseSchema schema, @Nullable String runtimeRole, @Nullable String readOnlyRole) {
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
      grants(script, schema, "select, insert, update, delete", runtimeRole);
    }
    if (readOnlyRole != null) {
      grants(script, schema, "select", readOnlyRole);
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
  private static void grants(
      StringBuilder script, DatabaseSchema schema, String rights, String role) {
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
}
