package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Functions that have got their first limits, or lost their last ones, while transactions may be open that have matched events by the code
 * before (ADR 92). Such a transaction stores runs that are claimed as before, which no worker does any more. Until all of them have ended,
 * runs are adapted again and again.
 */
final class LimitTransitions {
  /** Zero until a later transaction knows which ones are open after the publication. */
  static final String BEGIN =
      "update stepwell.function set limits_changed_in = '0'::xid8 where id = any (?)";

  static final String OPEN =
      "select exists (select from stepwell.function where limits_changed_in is not null) as open";

  /** A transaction that begins from now on sees the publication. An id that this server has not reached came with a dump of another one. */
  static final String NOTE = """
      update stepwell.function set limits_changed_in = pg_snapshot_xmax(pg_current_snapshot())
      where limits_changed_in = '0'::xid8 or limits_changed_in > pg_snapshot_xmax(pg_current_snapshot())""";

  static final String SETTLE = """
      update stepwell.function set limits_changed_in = null
      where limits_changed_in <> '0'::xid8 and limits_changed_in <= pg_snapshot_xmin(pg_current_snapshot())""";

  private LimitTransitions() {}

  /** Notes that the limits of these functions have come or gone, in the transaction that publishes that. */
  static void begin(Connection connection, Collection<String> functionIds) throws SQLException {
    if (functionIds.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(BEGIN)) {
      update.setArray(1, Sql.texts(connection, functionIds, id -> id));
      update.executeUpdate();
    }
  }

  static boolean areOpen(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OPEN);
        ResultSet row = select.executeQuery()) {
      return row.next() && row.getBoolean("open");
    }
  }

  /** Forgets those whose older transactions have all ended, so that a statement after this one sees all their runs; returns whether others are left. */
  static boolean settle(Connection connection) throws SQLException {
    for (String statement : new String[] {SETTLE, NOTE}) {
      try (PreparedStatement update = connection.prepareStatement(statement)) {
        update.executeUpdate();
      }
    }
    return areOpen(connection);
  }
}
