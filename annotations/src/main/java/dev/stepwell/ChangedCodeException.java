package dev.stepwell;

import java.io.Serial;

/**
 * What a run fails with when its code was changed while it was in flight, so that what is stored of it does not fit any more. The
 * message says which step, what is stored, and what to do.
 */
public class ChangedCodeException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says what does not fit. */
  public ChangedCodeException(String message) {
    super(message);
  }

  /** Says what does not fit, and how that was found. */
  public ChangedCodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
