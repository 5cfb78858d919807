package dev.stepwell.polaris.agent;

import java.io.Serial;

/** An argument that the model got wrong; the message is for it to read. */
final class WrongArgumentException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  WrongArgumentException(String message) {
    super(message);
  }
}
