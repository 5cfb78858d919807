package dev.stepwell.lock;

/** Thrown when functions cannot be compared, with the reason and the cure. */
public final class LockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LockException(String message) {
    super(message);
  }

  LockException(String message, Throwable cause) {
    super(message, cause);
  }
}
