package dev.stepwell.runtime.store;

import java.io.Serial;

/**
 * Thrown when too many writes wait for the database: the event was rejected and not stored. Send it again later: the queue empties as
 * soon as the database accepts writes again.
 */
public final class QueueFullException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** The message contains the size of the queue. */
  public QueueFullException(String message) {
    super(message, null);
  }

  @Override
  public boolean isPassing() {
    return true;
  }
}
