package dev.stepwell.contract.condition;

/** Says that a text is no condition, or one that cannot be kept to, and where. */
public final class ConditionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;

  ConditionException(String reason, Span span) {
    super(reason);
    this.span = span;
  }

  /** What is wrong, in words that follow on a colon. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** Where in the text. */
  public Span span() {
    return span;
  }
}
