package dev.stepwell.runtime.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells errors that pass by themselves from those that stay, by the codes of Postgres (Appendix A of its manual). */
final class SqlStates {
  /** Connection exceptions, rolled back by concurrency, out of resources, operator intervention, system errors. */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57", "58");

  /** A read-only transaction: a server that is a standby for the moment. And a process that had paused in a transaction. */
  private static final Set<String> PASSING_STATES = Set.of("25006", "25P03", "25P04");

  private SqlStates() {}

  /** Whether the same work may succeed later, unchanged. */
  static boolean isPassing(SQLException e) {
    @Nullable Throwable cause = e;
    while (cause != null) {
      if (cause instanceof SQLTransientException) {
        return true;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        return PASSING_STATES.contains(state) || PASSING_CLASSES.contains(state.substring(0, 2));
      }
      cause = cause.getCause();
    }
    return true;
  }

  /** Whether there was a row of that key ({@code unique_violation}). */
  static boolean isNotNew(SQLException e) {
    return "23505".equals(e.getSQLState());
  }

  /** Whether the transaction would have had to wait too long for the end of another ({@code lock_not_available}). */
  static boolean isWaitForAnother(SQLException e) {
    return "55P03".equals(e.getSQLState());
  }

  /** Whether the transaction was rolled back because of a concurrent one, such as in a deadlock. */
  static boolean isRolledBackForAnother(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("40");
  }
}
