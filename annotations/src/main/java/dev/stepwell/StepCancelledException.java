package dev.stepwell;

import java.io.Serial;

/** The stored error of a step that was cancelled because its branch lost a {@link Steps#race race}. */
public class StepCancelledException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** With the race, and the branch that lost it. */
  public StepCancelledException(String message) {
    super(message);
  }
}
