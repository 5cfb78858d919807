package dev.stepwell.runtime.client;

import java.io.Serial;

/**
 * The database did not answer in time, so it is not known whether the event was stored. Send it again with the same id: it is
 * stored once, whatever became of the first try.
 */
public final class UnsureException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says what was being done. */
  public UnsureException(String message) {
    super(message);
  }
}
