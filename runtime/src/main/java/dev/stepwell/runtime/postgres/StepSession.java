package dev.stepwell.runtime.postgres;

import dev.stepwell.NonRetriableException;
import dev.stepwell.runtime.jdbc.StepTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the session that a transactional step was handed. The step may change them for its transaction; before the outcome is
 * recorded they are restored, for the session too: what a step sets without {@code local} must not meet the next user of the connection.
 *
 * @param values the value of each setting in {@link #NAMES}, and whether the transaction is read-only
 */
record StepSession(Map<String, String> values) {
  /** The settings that affect the recording statements, in the order of restoring: the user before its role. */
  static final List<String> NAMES = List.of(
      "session_authorization",
      "role",
      "search_path",
      "statement_timeout",
      "lock_timeout",
      "session_replication_role",
      "row_security",
      "default_transaction_read_only");

  private static final String READ_ONLY = "transaction_read_only";

  /** One message. {@code show} takes no snapshot, so that the step may still choose the isolation of its transaction. */
  private static final String BEGIN =
      StepTransaction.MARK + ";show " + String.join(";show ", NAMES) + ";show " + READ_ONLY;

  /** Restores only what differs: a role may not even repeat the value of a setting that it may not change. */
  static final String RESTORE = """
      select pg_catalog.set_config(s.name, s.value, false) as restored
      from (values ('session_authorization', ?), ('role', ?), ('search_path', ?), ('statement_timeout', ?), ('lock_timeout', ?),
        ('session_replication_role', ?), ('row_security', ?), ('default_transaction_read_only', ?)) as s (name, value)
      where pg_catalog.current_setting(s.name) <> s.value""";

  static final String HOLD_LEASE =
      "select id as lease from stepwell.worker where id = ? for key share";

  /** One message, on which nothing is recorded yet. */
  private static final String END = RESTORE + ";\n"
      + TransactionStart.RECORD.then(
          StepTransaction.IS_MARKED + ";show " + READ_ONLY + ";" + HOLD_LEASE);

  /** Marks the transaction, and reads the settings. */
  static StepSession begin(Connection connection) throws SQLException {
    try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
      return new StepSession(results(begin));
    }
  }

  /**
   * Restores the settings, and holds the worker's lease.
   *
   * @return whether the worker has its lease
   * @throws dev.stepwell.TransactionEndedException if the transaction is not the original one
   */
  boolean restore(Connection connection, @Nullable UUID worker) throws SQLException {
    try (PreparedStatement end = connection.prepareStatement(END)) {
      int parameter = 1;
      for (String name : NAMES) {
        end.setString(parameter++, values.get(name));
      }
      end.setObject(parameter, worker);
      Map<String, String> found = results(end);
      if (!"t".equals(found.get("marked"))) {
        throw StepTransaction.endedByStep();
      }
      if (!String.valueOf(found.get(READ_ONLY)).equals(values.get(READ_ONLY))) {
        throw new NonRetriableException(
            "the step has made its transaction read-only, so its outcome cannot be recorded in it: keep the transaction"
                + " writable, or make the step an ordinary one");
      }
      return found.containsKey("lease");
    }
  }

  /** The value of each column in all results. */
  private static Map<String, String> results(PreparedStatement statement) throws SQLException {
    Map<String, String> values = new HashMap<>();
    boolean hasRows = statement.execute();
    while (hasRows || statement.getUpdateCount() != -1) {
      if (hasRows) {
        try (ResultSet row = statement.getResultSet()) {
          if (row.next()) {
            values.put(row.getMetaData().getColumnLabel(1), String.valueOf(row.getString(1)));
          }
        }
      }
      hasRows = statement.getMoreResults();
    }
    return values;
  }
}
