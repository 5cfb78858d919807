package dev.stepwell.runtime.store;

import java.io.Serial;

/**
 * The outcome of a transactional step was not recorded, or it is unknown whether it was, for a reason that is not the step's: the step is
 * executed again unless it turns out to be recorded, and none of its attempts is used up. The cause says why.
 */
public final class UnrecordedException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says what failed, and why. */
  public UnrecordedException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  @Override
  public boolean isPassing() {
    return true;
  }
}
