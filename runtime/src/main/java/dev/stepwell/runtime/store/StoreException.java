package dev.stepwell.runtime.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown when the store rejects an operation or is unreachable. */
public abstract class StoreException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** The message names the failed operation and the reason. */
  protected StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether a retry may succeed: the store was unreachable, or others blocked it. */
  public abstract boolean isPassing();
}
