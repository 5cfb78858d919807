package dev.stepwell.runtime.secrets;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One form of a secret, to be found in texts.
 *
 * @param text the characters of the form
 * @param isWord whether it counts only where no letter or digit is beside it: a short text or a number may be there by chance
 * @param beside how many characters beside it belong to it, which are not the same everywhere
 */
record Needle(String text, boolean isWord, int beside) {
  /** A shorter value is hidden where its field is, and not looked for elsewhere. */
  private static final int SHORTEST = 3;

  /** A shorter value must be a word. */
  private static final int SHORTEST_WITHIN_WORDS = 6;

  /** The forms of a secret. */
  static List<Needle> of(String value) {
    int length = value.strip().length();
    if (length < SHORTEST) {
      return List.of();
    }
    boolean isWord = length < SHORTEST_WITHIN_WORDS || value.chars().allMatch(Needle::isOfNumber);
    Set<Needle> forms = new LinkedHashSet<>();
    Encodings.plain(value).forEach(form -> forms.add(new Needle(form, isWord, 0)));
    Encodings.base64(value).forEach(form -> forms.add(new Needle(form, false, 2)));
    return List.copyOf(forms);
  }

  private static boolean isOfNumber(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }

  int length() {
    return text.length();
  }

  /** Whether the part of this text is the beginning of this form. */
  boolean beginsWith(String other, int from, int length) {
    return !isWord && other.regionMatches(from, text, 0, length);
  }

  /** Marks where it is in the text. */
  void markIn(String other, BitSet hidden) {
    for (int at = other.indexOf(text); at >= 0; at = other.indexOf(text, at + 1)) {
      int end = at + text.length();
      if (!isWord || isAlone(other, at, end)) {
        hidden.set(outwards(other, at, -1), outwards(other, end - 1, 1) + 1);
      }
    }
  }

  private static boolean isAlone(String other, int at, int end) {
    return (at == 0 || !Character.isLetterOrDigit(other.charAt(at - 1)))
        && (end == other.length() || !Character.isLetterOrDigit(other.charAt(end)));
  }

  private int outwards(String other, int at, int step) {
    int last = at;
    for (int i = 0; i < beside; i++) {
      int next = last + step;
      if (next < 0 || next >= other.length() || !Encodings.isBase64(other.charAt(next))) {
        return last;
      }
      last = next;
    }
    return last;
  }
}
