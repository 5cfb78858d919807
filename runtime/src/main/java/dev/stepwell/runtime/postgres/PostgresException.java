package dev.stepwell.runtime.postgres;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The database refused or could not be reached; the cause tells the details. */
public final class PostgresException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  PostgresException(String message, @Nullable Throwable cause) {
    super(cause == null ? message : message + ": " + cause.getMessage(), cause);
  }
}
