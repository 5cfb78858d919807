package dev.stepwell.runtime.jdbc;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a transactional step whose transaction conflicts with a concurrent one.
 *
 * <p>A repetition follows at once and is a part of the same attempt: it costs none of the step's retries. What conflicts again and again
 * fails the attempt.
 */
public final class Conflicts {
  /** How often a transaction is tried within one attempt. */
  public static final int MAX_TRIES = 5;

  private static final Logger log = LoggerFactory.getLogger(Conflicts.class);
  private static final int MAX_CAUSES = 20;

  /** {@code serialization_failure} and {@code deadlock_detected}: the database has rolled back, and nothing was written. */
  private static final Set<String> STATES = Set.of("40001", "40P01");

  private Conflicts() {}

  /** A transaction from its beginning to its end. */
  public interface Transaction<T> {
    /** Tries it. */
    T attempt() throws Exception;
  }

  /** Tries the transaction until it does not conflict, {@link #MAX_TRIES} times at most. */
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
      cause = cause.getCause();
    }
    return false;
  }
}
