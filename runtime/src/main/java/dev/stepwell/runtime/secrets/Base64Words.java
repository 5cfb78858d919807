package dev.stepwell.runtime.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * Short secrets in Base64. Their encoded form is so short that it occurs by chance, so the Base64 parts of a text are decoded, and the
 * secrets are looked for in what was encoded, such as the password of {@code user:password}: in text anywhere, in other bytes as words.
 */
final class Base64Words {
  /** A shorter part encodes less than the shortest secret. */
  private static final int MIN_PART = 4;

  /** So far a part is decoded that may begin after a separator in a longer one: there may be many. */
  private static final int MAX_AFTER_SEPARATOR = 256;

  private static final int GROUP = 4;
  private static final char REPLACEMENT = '\ufffd';
  private static final int BITS = 6;
  private static final int BYTE_BITS = 8;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** Each byte as one character. */
  private final List<String> words = new ArrayList<>();

  Base64Words(Collection<String> words) {
    for (String word : words) {
      this.words.add(
          new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
  }

  /** Marks the words in all Base64 parts of the text. */
  void markIn(String text, BitSet hidden) {
    if (words.isEmpty()) {
      return;
    }
    int from = 0;
    while (from < text.length()) {
      int end = from;
      while (end < text.length() && sextet(text.charAt(end)) >= 0) {
        end++;
      }
      markInAll(text, from, end, hidden);
      from = end + 1;
    }
  }

  /** What was encoded may begin after other characters of the alphabet, such as the "/" of a path or the "n" of a "\n". */
  private void markInAll(String text, int from, int end, BitSet hidden) {
    for (int start = from; end - start >= MIN_PART; start++) {
      if (start < from + GROUP) {
        markIn(text, start, end, hidden);
      } else if (!Character.isLetterOrDigit(text.charAt(start - 1))) {
        markIn(text, start, Math.min(end, start + MAX_AFTER_SEPARATOR), hidden);
      }
    }
  }

  private void markIn(String text, int start, int end, BitSet hidden) {
    String decoded = decoded(text, start, end);
    for (String word : words) {
      for (int at = decoded.indexOf(word); at >= 0; at = decoded.indexOf(word, at + 1)) {
        int after = at + word.length();
        if (Needle.isAlone(decoded, at, after) || isText(decoded)) {
          hidden.set(
              start + at * BYTE_BITS / BITS,
              Math.min(end, start + (after * BYTE_BITS + BITS - 1) / BITS));
        }
      }
    }
  }

  /** Whether these bytes are text in UTF-8: other parts of a text that happen to be in the alphabet decode to random bytes. */
  private static boolean isText(String bytes) {
    String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return text.chars()
        .allMatch(
            c -> c != REPLACEMENT && (!Character.isISOControl(c) || Character.isWhitespace(c)));
  }

  private static String decoded(String text, int start, int end) {
    StringBuilder decoded = new StringBuilder((end - start) * BITS / BYTE_BITS);
    int bits = 0;
    int count = 0;
    for (int i = start; i < end; i++) {
      bits = (bits << BITS | sextet(text.charAt(i))) & 0xffff;
      count += BITS;
      if (count >= BYTE_BITS) {
        count -= BYTE_BITS;
        decoded.append((char) (bits >> count & 0xff));
      }
    }
    return decoded.toString();
  }

  private static int sextet(char c) {
    return switch (c) {
      case '-' -> ALPHABET.indexOf('+');
      case '_' -> ALPHABET.indexOf('/');
      default -> ALPHABET.indexOf(c);
    };
  }
}
