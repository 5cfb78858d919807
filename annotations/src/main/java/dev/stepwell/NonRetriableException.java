package dev.stepwell;

import java.io.Serial;

/** Thrown by a step whose failure no further attempt can mend: the step fails at once. */
public class NonRetriableException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says why no attempt can succeed. */
  public NonRetriableException(String message) {
    super(message);
  }

  /** Says why no attempt can succeed, and what was caught. */
  public NonRetriableException(String message, Throwable cause) {
    super(message, cause);
  }
}
