package dev.stepwell.runtime.client;

import java.io.Serial;

/**
 * Thrown when the database does not respond in time, so it is unknown whether the event was stored. Send it again with the same id: it
 * is stored once, whatever the outcome of the first attempt.
 */
public final class UnsureException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** The message names the operation. */
  public UnsureException(String message) {
    super(message);
  }
}
