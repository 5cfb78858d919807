package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state of a schema for a role.
 *
 * @param role the current role
 * @param database the current database
 * @param isReadOnly whether transactions cannot write, because of a setting or because the server is a standby
 * @param isStandby whether the server is a standby
 * @param exists whether the schema exists
 * @param mayUse whether the role may use it
 * @param tables the existing tables of Stepwell
 * @param ungranted the role's missing rights, such as {@code insert on run}
 * @param applied the applied migrations; empty if the role may not read them
 */
record SchemaState(
    String role,
    String database,
    boolean isReadOnly,
    boolean isStandby,
    boolean exists,
    boolean mayUse,
    Set<String> tables,
    List<String> ungranted,
    Set<String> applied) {
  private static final String MIGRATION = "migration";

  /** Reads catalogs only, which every role may. */
  static final String LOOK = """
      select current_user as role, current_database() as database,
        current_setting('transaction_read_only') = 'on' as read_only, pg_is_in_recovery() as standby,
        n.oid is not null as present, coalesce(has_schema_privilege(n.oid, 'usage'), false) as may_use,
        array(
          select c.relname::text from pg_class c where c.relnamespace = n.oid and c.relname = any (?)
        ) as tables,
        array(
          select p.privilege || ' on ' || c.relname from pg_class c
          cross join unnest(array['select', 'insert', 'update', 'delete']) as p (privilege)
          where c.relnamespace = n.oid and c.relname = any (?) and not has_table_privilege(c.oid, p.privilege)
            and (c.relname <> 'migration' or p.privilege = 'select')
          order by c.relname, p.privilege
        ) as ungranted
      from (select (select oid from pg_namespace where nspname = 'stepwell') as oid) as n""";

  static final String APPLIED = "select file from stepwell.migration";

  /** The state as this transaction sees it. */
  static SchemaState of(Connection connection, Set<String> expectedTables) throws SQLException {
    Set<String> known = new TreeSet<>(expectedTables);
    known.add(MIGRATION);
    try (PreparedStatement look = connection.prepareStatement(LOOK)) {
      Object[] names = known.toArray();
      look.setArray(1, connection.createArrayOf("text", names));
      look.setArray(2, connection.createArrayOf("text", names));
      try (ResultSet row = look.executeQuery()) {
        row.next();
        Set<String> tables = new TreeSet<>(texts(row, "tables"));
        List<String> ungranted = texts(row, "ungranted");
        boolean isReadable = row.getBoolean("may_use")
            && tables.contains(MIGRATION)
            && !ungranted.contains("select on " + MIGRATION);
        return new SchemaState(
            row.getString("role"),
            row.getString("database"),
            row.getBoolean("read_only"),
            row.getBoolean("standby"),
            row.getBoolean("present"),
            row.getBoolean("may_use"),
            tables,
            ungranted,
            isReadable ? applied(connection) : Set.of());
      }
    }
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  private static Set<String> applied(Connection connection) throws SQLException {
    Set<String> files = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(APPLIED)) {
      while (rows.next()) {
        files.add(rows.getString("file"));
      }
    }
    return files;
  }

  /** Whether the schema records its migrations. */
  boolean isRecorded() {
    return tables.contains(MIGRATION);
  }
}
