package dev.stepwell.polaris.agent;

import java.io.Serial;

/** Thrown for an invalid argument from the model, which receives the message. */
final class WrongArgumentException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  WrongArgumentException(String message) {
    super(message);
  }
}
