package dev.stepwell;

import java.io.Serial;

/**
 * The error of a {@link Steps#invoke} whose run was cancelled: {@link StepFailedException#failedWith
 * failedWith(RunCancelledException.class)} distinguishes it from a failure.
 */
public class RunCancelledException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** With the run that was cancelled, and by what. */
  public RunCancelledException(String message) {
    super(message);
  }
}
