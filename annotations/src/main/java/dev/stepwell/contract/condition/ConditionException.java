package dev.stepwell.contract.condition;

/** Thrown for a text that is not a valid condition, with the fault and its position. */
public final class ConditionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;

  ConditionException(String reason, Span span) {
    super(reason);
    this.span = span;
  }

  /** The fault, in words that follow a colon. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** The position in the text. */
  public Span span() {
    return span;
  }
}
