package dev.stepwell;

import java.io.Serial;

/** Thrown by a step that no further attempt can make succeed: the step fails at once. */
public class NonRetriableException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** With the reason why no attempt can succeed. */
  public NonRetriableException(String message) {
    super(message);
  }

  /** With the reason why no attempt can succeed, and the cause. */
  public NonRetriableException(String message, Throwable cause) {
    super(message, cause);
  }
}
