package dev.stepwell;

import java.io.Serial;

/** An id or a name that cannot be stored; nothing was stored under it. */
public final class InvalidTextException extends IllegalArgumentException {
  @Serial
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_EXCERPT = 100;

  /**
   * Reports the text, with escapes for unreadable characters.
   *
   * @param what the role of the text, such as "the step id"
   * @param fault what is wrong with it and how to correct it, such as "is empty"
   */
  public InvalidTextException(String what, String text, String fault) {
    super(what + " \"" + readable(text) + "\" " + fault);
  }

  private static String readable(String text) {
    StringBuilder readable = new StringBuilder();
    text.codePoints().limit(LONGEST_EXCERPT).forEach(c -> {
      if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
        readable.append(String.format("\\u%04x", c));
      } else {
        readable.appendCodePoint(c);
      }
    });
    return text.length() > LONGEST_EXCERPT ? readable + " …" : readable.toString();
  }
}
