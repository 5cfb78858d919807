package dev.stepwell.runtime.model;

import org.jspecify.annotations.Nullable;

/**
 * Stored JSON text, or its beginning.
 *
 * @param text the text, truncated to the requested length
 * @param length the number of characters of the whole text
 */
public record Payload(String text, int length) {
  /** The text, truncated to this many characters; null for null. */
  public static @Nullable Payload of(@Nullable String text, int limit) {
    return text == null ? null : cut(text, limit);
  }

  /** The text, truncated to this many characters. */
  public static Payload cut(String text, int limit) {
    int length = text.codePointCount(0, text.length());
    return new Payload(
        length <= limit ? text : text.substring(0, text.offsetByCodePoints(0, limit)), length);
  }

  /** Whether the text is complete. */
  public boolean isWhole() {
    return text.length() >= length && text.codePointCount(0, text.length()) == length;
  }
}
