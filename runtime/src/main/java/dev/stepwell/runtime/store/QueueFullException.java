package dev.stepwell.runtime.store;

import java.io.Serial;

/**
 * Too many writes wait for the database, so this event was rejected and not stored. Send it again later: the queue empties as
 * soon as the database accepts writes again.
 */
public final class QueueFullException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says how full the queue is. */
  public QueueFullException(String message) {
    super(message, null);
  }

  @Override
  public boolean isPassing() {
    return true;
  }
}
