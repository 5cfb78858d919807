package dev.stepwell.runtime.store;

import java.io.Serial;

/** Thrown when the outcome of a step or of a run can never be stored: the run fails. The cause is the reason. */
public final class OutcomeRefusedException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** The message names the outcome and the reason. */
  public OutcomeRefusedException(String what, Throwable cause) {
    super(what + " cannot be stored: " + cause.getMessage(), cause);
  }

  @Override
  public boolean isPassing() {
    return false;
  }
}
