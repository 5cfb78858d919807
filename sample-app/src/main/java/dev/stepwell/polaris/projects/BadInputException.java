package dev.stepwell.polaris.projects;

import java.io.Serial;

/** What was given cannot be kept as it is: a path outside the project, an unknown status, a file where a folder is. */
public final class BadInputException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, and what would be right. */
  public BadInputException(String message) {
    super(message);
  }

  BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
