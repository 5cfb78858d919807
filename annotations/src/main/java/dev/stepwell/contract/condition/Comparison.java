package dev.stepwell.contract.condition;

/** How two values are compared. */
public enum Comparison {
  /** Equal. */
  EQUAL("=="),
  /** Not equal. */
  UNEQUAL("!="),
  /** Less than. */
  LESS("<"),
  /** Less than, or equal. */
  AT_MOST("<="),
  /** Greater than. */
  GREATER(">"),
  /** Greater than, or equal. */
  AT_LEAST(">=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** The sign for it. */
  public String sign() {
    return sign;
  }

  /** Whether it compares the order of two values, and not only their equality. */
  public boolean isOrder() {
    return this != EQUAL && this != UNEQUAL;
  }

  /** The opposite, for two comparable values. */
  Comparison opposite() {
    return switch (this) {
      case EQUAL -> UNEQUAL;
      case UNEQUAL -> EQUAL;
      case LESS -> AT_LEAST;
      case AT_MOST -> GREATER;
      case GREATER -> AT_MOST;
      case AT_LEAST -> LESS;
    };
  }

  /** Whether it holds for this result of {@link Comparable#compareTo}. */
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }
}
