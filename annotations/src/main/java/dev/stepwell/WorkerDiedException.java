package dev.stepwell;

import java.io.Serial;

/**
 * The error of a step or a run during which the process of its worker died, for example by {@code Runtime.halt}, the OOM killer or a crash in
 * native code. It is not thrown: its name is stored as the type of the error.
 *
 * <p>Each death is recorded as a failed attempt of the step that was in progress, but uses up no retry. A run that keeps killing its
 * workers fails with this error.
 */
public class WorkerDiedException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** With the step or run that was executing. */
  public WorkerDiedException(String message) {
    super(message);
  }
}
