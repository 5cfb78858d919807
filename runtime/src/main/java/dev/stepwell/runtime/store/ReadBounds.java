package dev.stepwell.runtime.store;

/** Checks how much a caller wants to read. Both stores reject the same bounds. */
public final class ReadBounds {
  private ReadBounds() {}

  /**
   * Checks the maximum number of items of a list.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public static void checkMax(int max) {
    if (max < 1) {
      throw new IllegalArgumentException(
          "the maximum number of items must be at least 1, but is " + max);
    }
  }

  /**
   * Checks the number of items to leave out.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static void checkOffset(int offset) {
    if (offset < 0) {
      throw new IllegalArgumentException(
          "the number of items to leave out must not be negative, but is " + offset);
    }
  }

  /**
   * Checks the maximum number of characters of a text.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static void checkLength(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          "the maximum number of characters must not be negative, but is " + limit);
    }
  }
}
