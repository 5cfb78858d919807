package dev.stepwell.contract.condition;

/** A test of a string. */
public enum TextTest {
  /** Whether it starts with another. */
  STARTS_WITH("startsWith"),
  /** Whether it ends with another. */
  ENDS_WITH("endsWith"),
  /** Whether it contains another. */
  CONTAINS("contains");

  private final String word;

  TextTest(String word) {
    this.word = word;
  }

  /** The word for it in a condition. */
  public String word() {
    return word;
  }

  boolean holds(String text, String part) {
    return switch (this) {
      case STARTS_WITH -> text.startsWith(part);
      case ENDS_WITH -> text.endsWith(part);
      case CONTAINS -> text.contains(part);
    };
  }
}
