package dev.stepwell.runtime.model;

import org.jspecify.annotations.Nullable;

/**
 * A stored exception.
 *
 * @param type its class name
 * @param message its message; null when it had none
 * @param stackTrace its stack trace as text; null if there is none
 * @param stepId for the error of a run, the step whose failure the flow did not catch; null otherwise
 * @param attempts for the error of a run, the number of attempts of that step; 0 otherwise
 */
public record ErrorInfo(
    String type,
    @Nullable String message,
    @Nullable String stackTrace,
    @Nullable String stepId,
    int attempts) {
  /** The maximum number of characters of a shortened message. */
  public static final int MAX_SHORTENED = 300;

  /** The number of characters of the message and the stack trace. */
  public int length() {
    return (message == null ? 0 : message.length())
        + (stackTrace == null ? 0 : stackTrace.length());
  }

  /** The error without its stack trace, and with the beginning of its message. */
  public ErrorInfo shortened() {
    return shortened(MAX_SHORTENED);
  }

  /**
   * The error without its stack trace, and with the beginning of its message.
   *
   * @param limit the maximum number of characters of the beginning
   */
  public ErrorInfo shortened(int limit) {
    return new ErrorInfo(
        type, message == null ? null : cut(message, limit), null, stepId, attempts);
  }

  private static String cut(String message, int limit) {
    Payload cut = Payload.cut(message, limit);
    return cut.isWhole() ? message : cut.text() + " …";
  }
}
