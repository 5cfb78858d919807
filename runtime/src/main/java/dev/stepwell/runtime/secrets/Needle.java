package dev.stepwell.runtime.secrets;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A form of a secret, to find in texts.
 *
 * @param text the characters of the form
 * @param place what must be beside it: a short form may be there by chance
 * @param beside how many characters beside it belong to it, which are not the same everywhere
 */
record Needle(String text, Place place, int beside) {
  /** A shorter value is hidden where its field is, and not looked for elsewhere. */
  static final int SHORTEST = 3;

  /** A shorter value must be a word. */
  private static final int SHORTEST_WITHIN_WORDS = 6;

  /** Where a form counts. */
  enum Place {
    /** Anywhere. */
    ANYWHERE,
    /** Where no letter or digit is beside it. */
    WORD,
    /** At whole bytes of a hexadecimal number. */
    HEX
  }

  /** The forms of a secret. */
  static List<Needle> of(String value) {
    if (value.strip().length() < SHORTEST) {
      return List.of();
    }
    Set<Needle> forms = new LinkedHashSet<>();
    Place place = isWord(value) ? Place.WORD : Place.ANYWHERE;
    Encodings.plain(value).forEach(form -> forms.add(new Needle(form, place, 0)));
    Encodings.plain(value.strip()).forEach(form -> forms.add(new Needle(form, place, 0)));
    Encodings.base64(value).forEach(form -> forms.add(new Needle(form, Place.ANYWHERE, 2)));
    Encodings.hex(value).forEach(form -> forms.add(new Needle(form, Place.HEX, 0)));
    Encodings.bytes(value).forEach(form -> forms.add(new Needle(form, Place.WORD, 0)));
    return List.copyOf(forms);
  }

  private static boolean isWord(String value) {
    return value.strip().length() < SHORTEST_WITHIN_WORDS
        || value.chars().allMatch(Needle::isOfNumber);
  }

  private static boolean isOfNumber(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }

  int length() {
    return text.length();
  }

  /** Whether this part of the text is the beginning of this form, and not all of it. */
  boolean beginsWith(String other, int from, int end) {
    return end - from < text.length()
        && other.regionMatches(from, text, 0, end - from)
        && (place != Place.WORD || from == 0 || !Character.isLetterOrDigit(other.charAt(from - 1)));
  }

  /** Marks it if it is at this place of the text. */
  void markAt(String other, int at, BitSet hidden) {
    int end = at + text.length();
    if (other.startsWith(text, at) && isPlaced(other, at, end)) {
      hidden.set(outwards(other, at, -1), outwards(other, end - 1, 1) + 1);
    }
  }

  private boolean isPlaced(String other, int at, int end) {
    return switch (place) {
      case ANYWHERE -> true;
      case WORD -> isAlone(other, at, end);
      case HEX -> isOfWholeBytes(other, at, end);
    };
  }

  /** Whether no letter or digit is beside this part of a text. */
  static boolean isAlone(String other, int at, int end) {
    return (at == 0 || !Character.isLetterOrDigit(other.charAt(at - 1)))
        && (end == other.length() || !Character.isLetterOrDigit(other.charAt(end)));
  }

  private static boolean isOfWholeBytes(String other, int at, int end) {
    int from = at;
    while (from > 0 && isHex(other.charAt(from - 1))) {
      from--;
    }
    int to = end;
    while (to < other.length() && isHex(other.charAt(to))) {
      to++;
    }
    return (at - from) % 2 == 0 && (to - end) % 2 == 0;
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0;
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
