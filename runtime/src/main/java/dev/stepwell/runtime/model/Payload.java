package dev.stepwell.runtime.model;

import org.jspecify.annotations.Nullable;

/**
 * JSON text as it is stored, or its beginning.
 *
 * @param text the text, or as much of it as was asked for
 * @param length how many characters the whole text has
 */
public record Payload(String text, int length) {
  /** The text, cut after so many characters; null for null. */
  public static @Nullable Payload of(@Nullable String text, int limit) {
    return text == null ? null : cut(text, limit);
  }

  /** The text, cut after so many characters. */
  public static Payload cut(String text, int limit) {
    int length = text.codePointCount(0, text.length());
    return new Payload(
        length <= limit ? text : text.substring(0, text.offsetByCodePoints(0, limit)), length);
  }

  /** Whether the text is all of it. */
  public boolean isWhole() {
    return text.length() >= length && text.codePointCount(0, text.length()) == length;
  }
}
