package dev.stepwell.runtime.store;

import java.io.Serial;

/**
 * Thrown when the outcome of a transactional step was not recorded, or may not have been, for a reason independent of
 * the step. The step executes again unless it turns out to be recorded, without using up an attempt. The cause is the
 * reason.
 */
public final class UnrecordedException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** The message names the failure and the reason. */
  public UnrecordedException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  @Override
  public boolean isPassing() {
    return true;
  }
}
