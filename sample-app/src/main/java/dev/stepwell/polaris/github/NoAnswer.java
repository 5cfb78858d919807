package dev.stepwell.polaris.github;

import java.io.IOException;
import java.io.Serial;

/** Thrown when a request gets no complete response: no connection, a broken one, or a timeout. */
final class NoAnswer extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  NoAnswer(String message, Throwable cause) {
    super(message, cause);
  }
}
