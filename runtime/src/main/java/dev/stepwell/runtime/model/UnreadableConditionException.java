package dev.stepwell.runtime.model;

/**
 * Says that what an event sets off is not known here, for a function that it may start or cancel asks for something that this
 * process does not understand. The event was not stored.
 */
public final class UnreadableConditionException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Says of which function.
   *
   * @param cause says what of the condition is not understood
   */
  public UnreadableConditionException(String functionId, String condition, RuntimeException cause) {
    super(
        "the function " + functionId + " asks of its events: " + condition
            + "; this process cannot read that (" + cause.getMessage()
            + "), so a newer Stepwell has stored it: update this process too",
        cause);
  }
}
