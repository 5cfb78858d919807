package dev.stepwell.polaris.projects;

import java.io.Serial;

/** Thrown if an object does not exist. */
public final class NotFoundException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** The message names the missing object. */
  public NotFoundException(String message) {
    super(message);
  }
}
