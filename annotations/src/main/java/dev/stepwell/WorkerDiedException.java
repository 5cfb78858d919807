package dev.stepwell;

import java.io.Serial;

/**
 * The error of a step or a run during which the process of its worker died, for example of {@code Runtime.halt}, the OOM killer or a crash in
 * native code. It is not thrown: its name is stored as the type of the error.
 *
 * <p>Each death is a failed attempt of the step that was in progress. A run that keeps killing its workers fails with this error.
 */
public class WorkerDiedException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says which step or run was executed. */
  public WorkerDiedException(String message) {
    super(message);
  }
}
