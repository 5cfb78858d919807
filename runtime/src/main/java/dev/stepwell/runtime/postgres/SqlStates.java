package dev.stepwell.runtime.postgres;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes errors of a write itself from those of the database and its environment, by Postgres's error codes
 * (Appendix A of its manual).
 */
final class SqlStates {
  /** Two changes of one row in one statement, data that does not fit, violated constraints, exceeded limits of the server. */
  private static final Set<String> CLASSES_OF_WRITES = Set.of("21", "22", "23", "54");

  /** A read-only server, such as a standby after a failover; a server that takes no connection or no further one. */
  private static final Set<String> STATES_OF_SERVERS = Set.of("25006", "53300", "57P03");

  /** Connections, resources, interventions of the operator, errors of the system. */
  private static final Set<String> CLASSES_OF_SURROUNDINGS = Set.of("08", "53", "57", "58");

  /** Waiting for a lock took too long. */
  private static final String BLOCKED = "55P03";

  /** Waiting for a lock took too long, or the statement did. */
  private static final Set<String> TIMEOUTS = Set.of(BLOCKED, "57014");

  /** What a statement met in the database: the connection on which it failed is as good as another. */
  private static final Set<String> CLASSES_OF_STATEMENTS =
      Set.of("21", "22", "23", "40", "42", "54", "55", "P0");

  private static final int MAX_CAUSES = 20;

  private static final Set<String> LOST_STATEMENT = Set.of("26000", "42P05", "08P01");

  private SqlStates() {}

  /** Whether the same work may succeed later, unchanged. */
  static boolean isPassing(SQLException e) {
    return !CLASSES_OF_WRITES.contains(classOf(e));
  }

  /**
   * Whether the error comes from the environment of a transaction: no connection, or a server that stops or is out of resources. Rejections
   * of the transaction's own statements do not.
   */
  static boolean isOfSurroundings(SQLException e) {
    return classOf(e).isEmpty() || CLASSES_OF_SURROUNDINGS.contains(classOf(e)) || isOfServer(e);
  }

  /** Whether the server takes no write at all now. */
  static boolean isOfServer(SQLException e) {
    return STATES_OF_SERVERS.contains(of(e));
  }

  /** Whether another transaction held a lock for too long. */
  static boolean isBlocked(SQLException e) {
    return BLOCKED.equals(of(e));
  }

  /** Whether a lock or a statement took too long, so that a smaller group may go through. */
  static boolean isTimeout(SQLException e) {
    return TIMEOUTS.contains(of(e));
  }

  /** Whether the connection on which it failed can be used further, once the transaction is rolled back. */
  static boolean leavesConnection(SQLException e) {
    return !isLostStatement(e) && (CLASSES_OF_STATEMENTS.contains(classOf(e)) || isTimeout(e));
  }

  /** Whether the database gave no answer for as long as one is awaited on that connection. */
  static boolean isSilence(Throwable error) {
    return causes(error).stream().anyMatch(SocketTimeoutException.class::isInstance);
  }

  /** The code of the error, or of its first cause that has one; empty if there is none. */
  static String of(Throwable error) {
    for (Throwable cause : causes(error)) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  /** What the database, or the way to it, has refused; null if something else failed. */
  static @Nullable SQLException refusal(Throwable error) {
    for (Throwable cause : causes(error)) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /** The error and its causes, the first ones if there are many. */
  private static List<Throwable> causes(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    @Nullable Throwable cause = error;
    while (cause != null && causes.size() < MAX_CAUSES) {
      causes.add(cause);
      cause = cause(cause);
    }
    return causes;
  }

  /** Exceptions may belong to users, and fail when they are read. */
  private static @Nullable Throwable cause(Throwable error) {
    try {
      return error.getCause();
    } catch (Throwable refusal) {
      return null;
    }
  }

  private static String classOf(SQLException e) {
    String state = of(e);
    return state.length() < 2 ? "" : state.substring(0, 2);
  }

  /**
   * Whether the driver has used a prepared statement that the session does not have, or has otherwise: {@code
   * invalid_sql_statement_name}, {@code duplicate_prepared_statement}, {@code protocol_violation}.
   */
  static boolean isLostStatement(SQLException e) {
    return LOST_STATEMENT.contains(of(e));
  }

  /** Whether there was a row of that key ({@code unique_violation}). */
  static boolean isNotNew(SQLException e) {
    return "23505".equals(e.getSQLState());
  }

  /** Whether the transaction was aborted by an earlier error. */
  static boolean isAborted(SQLException e) {
    return "25P02".equals(e.getSQLState());
  }

  /** Whether the transaction was rolled back because of a concurrent one, such as in a deadlock. */
  static boolean isRolledBackForAnother(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("40");
  }
}
