package dev.stepwell.polaris.projects;

import java.io.Serial;

/**
 * Thrown for input that cannot be stored: a path outside the project, an unknown status, a file in place of a folder.
 */
public final class BadInputException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** The message names the error and the cure. */
  public BadInputException(String message) {
    super(message);
  }

  BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
