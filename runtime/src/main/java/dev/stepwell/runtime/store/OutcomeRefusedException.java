package dev.stepwell.runtime.store;

import java.io.Serial;

/** The outcome of a step or of a run cannot be stored, now or later: the run that produced it fails. The cause says why. */
public final class OutcomeRefusedException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says which outcome, and why. */
  public OutcomeRefusedException(String what, Throwable cause) {
    super(what + " cannot be stored: " + cause.getMessage(), cause);
  }

  @Override
  public boolean isPassing() {
    return false;
  }
}
