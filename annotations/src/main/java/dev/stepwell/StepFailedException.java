package dev.stepwell;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown to the flow when a step has used up its attempts. A flow may catch it.
 *
 * <p>It is built from the stored outcome, so it is the same in each replay. It contains the class name and the message of the step's
 * exception, and has no cause.
 */
public class StepFailedException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final String stepId;
  private final int attempts;
  private final String errorType;
  private final @Nullable String errorMessage;

  /** With the step that failed, the number of attempts, and the last error. */
  public StepFailedException(
      String stepId, int attempts, String errorType, @Nullable String errorMessage) {
    super("step " + stepId + " failed after " + attempts
        + (attempts == 1 ? " attempt: " : " attempts: ") + errorType
        + (errorMessage == null ? "" : ": " + errorMessage));
    this.stepId = stepId;
    this.attempts = attempts;
    this.errorType = errorType;
    this.errorMessage = errorMessage;
  }

  /** The id of the step that failed. */
  public String stepId() {
    return stepId;
  }

  /** How often the step was attempted. */
  public int attempts() {
    return attempts;
  }

  /** The class name of the exception that the last attempt threw. */
  public String errorType() {
    return errorType;
  }

  /** The message of that exception; null when it had none. */
  public @Nullable String errorMessage() {
    return errorMessage;
  }

  /** Whether the last attempt threw exactly an exception of this class. */
  public boolean failedWith(Class<? extends Throwable> type) {
    return type.getName().equals(errorType);
  }
}
