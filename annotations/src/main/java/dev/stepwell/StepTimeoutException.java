package dev.stepwell;

import java.io.Serial;

/** What an attempt of a step fails with when it took longer than its {@link Step#timeout}; another attempt may follow. */
public class StepTimeoutException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says how long the attempt was allowed to take. */
  public StepTimeoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
