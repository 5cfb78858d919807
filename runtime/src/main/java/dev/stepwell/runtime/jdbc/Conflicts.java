package dev.stepwell.runtime.jdbc;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a transactional step whose transaction conflicts with a concurrent one.
 *
 * <p>A repetition follows immediately and belongs to the same attempt: it does not count as a retry of the step.
 * Repeated conflicts fail the attempt.
 */
public final class Conflicts {
  /** The maximum number of tries of a transaction within one attempt. */
  public static final int MAX_TRIES = 5;

  private static final Logger log = LoggerFactory.getLogger(Conflicts.class);
  private static final int MAX_CAUSES = 20;

  /**
   * {@code serialization_failure} and {@code deadlock_detected}: the database has rolled back, and nothing was written.
   */
  private static final Set<String> STATES = Set.of("40001", "40P01");

  private Conflicts() {}

  /** A transaction from beginning to end. */
  public interface Transaction<T> {
    /** Executes it. */
    T attempt() throws Exception;
  }

  /** Executes the transaction until it does not conflict, at most {@link #MAX_TRIES} times. */
  public static <T> T repeat(Transaction<T> transaction) throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        return transaction.attempt();
      } catch (Exception e) {
        if (tries == MAX_TRIES || !isConflict(e)) {
          throw e;
        }
        log.debug(
            "a transactional step conflicts with a concurrent transaction and is repeated", e);
      }
    }
  }

  private static boolean isConflict(Throwable error) {
    @Nullable Throwable cause = error;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && STATES.contains(sql.getSQLState())) {
        return true;
      }
      cause = cause(cause);
    }
    return false;
  }

  /** Exceptions belong to users, and may fail when they are read. */
  private static @Nullable Throwable cause(Throwable error) {
    try {
      return error.getCause();
    } catch (Throwable refusal) {
      return null;
    }
  }
}
