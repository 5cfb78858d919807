package dev.stepwell.polaris.projects;

import java.io.Serial;

/** What was asked for is not there. */
public final class NotFoundException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says what is not there. */
  public NotFoundException(String message) {
    super(message);
  }
}
