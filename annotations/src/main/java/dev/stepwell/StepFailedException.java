package dev.stepwell;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What a flow sees of a step whose attempts are used up. A flow may catch it and go another way.
 *
 * <p>It is built from the stored outcome, so it is the same when the flow is replayed: it names the class of the step's
 * exception and carries its message, and has no cause.
 */
public class StepFailedException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final String stepId;
  private final int attempts;
  private final String errorType;
  private final @Nullable String errorMessage;

  /** Tells which step failed, after how many attempts, and with what. */
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

  /** How often the step was tried. */
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
