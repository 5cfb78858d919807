package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.store.StoreException;
import java.io.Serial;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Thrown when the database rejects an operation or is unreachable. The cause has the details. */
public final class PostgresException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  PostgresException(String message, @Nullable Throwable cause) {
    super(cause == null ? message : message + ": " + ErrorDetails.maskedMessage(cause), cause);
  }

  /** Whether another transaction held a lock for too long. */
  boolean isBlocked() {
    return getCause() instanceof SQLException cause && SqlStates.isBlocked(cause);
  }

  /** Whether a lock or the statement took too long. */
  boolean isTimeout() {
    return getCause() instanceof SQLException cause && SqlStates.isTimeout(cause);
  }

  @Override
  public boolean isPassing() {
    return getCause() instanceof SQLException cause && SqlStates.isPassing(cause);
  }
}
