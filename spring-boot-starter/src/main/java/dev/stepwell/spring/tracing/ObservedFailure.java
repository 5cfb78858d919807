package dev.stepwell.spring.tracing;

import java.io.Serial;

/** What a failure looks like to handlers of observations: without its message, which may quote a secret. */
final class ObservedFailure extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  ObservedFailure(Throwable failure) {
    super(failure.getClass().getName());
    setStackTrace(failure.getStackTrace());
  }
}
