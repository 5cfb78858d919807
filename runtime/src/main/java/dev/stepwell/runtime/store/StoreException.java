package dev.stepwell.runtime.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The store refused, or could not be reached. */
public abstract class StoreException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says what was not done, and why. */
  protected StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the same may succeed later, unchanged: the store could not be reached, or others were in the way. */
  public abstract boolean isPassing();
}
