package dev.stepwell.polaris.github;

import java.io.IOException;
import java.io.Serial;

/** A request that nothing whole came back for: no connection, a broken one, or too slow a one. */
final class NoAnswer extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  NoAnswer(String message, Throwable cause) {
    super(message, cause);
  }
}
