package dev.stepwell.runtime.engine;

import java.io.Serial;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** The beginning of a stack trace, as storable text. Printing beyond the limit is interrupted. */
final class TraceWriter extends Writer {
  private static final int MAX_LENGTH = 32 * 1024;
  private static final char REPLACEMENT = '\ufffd';

  private final StringBuilder text = new StringBuilder();
  private boolean cut;

  /** Ends the printing of a trace that is too long or endless. */
  static final class FullException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    FullException() {
      super("the stack trace is longer than " + MAX_LENGTH + " characters", null, false, false);
    }
  }

  @Override
  public void write(char[] part, int offset, int count) {
    int room = MAX_LENGTH - text.length();
    text.append(part, offset, Math.min(count, room));
    cutAfter(count > room);
  }

  /** Like {@link Writer#write(String, int, int)}, without copying a text that may be huge. */
  @Override
  public void write(String part, int offset, int count) {
    int room = MAX_LENGTH - text.length();
    text.append(part, offset, offset + Math.min(count, room));
    cutAfter(count > room);
  }

  private void cutAfter(boolean full) {
    if (full) {
      cut = true;
      throw new FullException();
    }
  }

  /** Writes a line. */
  void line(String line) {
    write(
        line + System.lineSeparator(), 0, line.length() + System.lineSeparator().length());
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether all printed text is included. */
  boolean isWhole() {
    return !cut;
  }

  /** The printed text. */
  String text() {
    return replaced(text) + (cut ? " … (the rest of the stack trace was cut off)" : "");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  /** The text in storable form: not too long, without U+0000 and without lone surrogates. */
  static @Nullable String storable(@Nullable String text) {
    if (text == null || text.length() <= MAX_LENGTH) {
      return text == null ? null : replaced(text);
    }
    return replaced(text.substring(0, MAX_LENGTH)) + " … (the first " + MAX_LENGTH + " of "
        + text.length() + " characters)";
  }

  private static String replaced(CharSequence text) {
    StringBuilder storable = new StringBuilder(text);
    for (int i = 0; i < storable.length(); i++) {
      char c = storable.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < storable.length()
          && Character.isLowSurrogate(storable.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        storable.setCharAt(i, REPLACEMENT);
      }
    }
    return storable.toString();
  }
}
