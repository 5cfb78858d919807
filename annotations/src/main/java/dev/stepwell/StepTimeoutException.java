package dev.stepwell;

import java.io.Serial;

/** The failure of an attempt that took longer than its {@link Step#timeout}. Another attempt may follow. */
public class StepTimeoutException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** With the timeout of the attempt. */
  public StepTimeoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
