package dev.stepwell;

import java.io.Serial;

/**
 * The failure of a run whose code changed while it was in flight, so its stored data no longer fits. The message names the step, the
 * stored data, and the remedy.
 */
public class ChangedCodeException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** With what does not fit. */
  public ChangedCodeException(String message) {
    super(message);
  }

  /** With what does not fit, and the cause. */
  public ChangedCodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
