package dev.stepwell.runtime.model;

/**
 * Thrown when the effects of an event cannot be determined here, because this process does not support the condition of
 * a function that the event may start or cancel. The event was not stored.
 */
public final class UnreadableConditionException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * The message names the function.
   *
   * @param cause names the unsupported part of the condition
   */
  public UnreadableConditionException(String functionId, String condition, RuntimeException cause) {
    super(
        "cannot evaluate the condition of function " + functionId + " on its events: " + condition
            + " (" + cause.getMessage()
            + "); a newer Stepwell has stored it: update Stepwell in this process too",
        cause);
  }
}
