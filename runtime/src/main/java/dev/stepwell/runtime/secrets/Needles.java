package dev.stepwell.runtime.secrets;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The forms of all secrets, by their first characters: a text is passed through once, however many they are. */
final class Needles {
  private static final int PREFIX = Needle.SHORTEST;
  private static final int FILTER_BITS = 0xffff;

  /** The minimum length of a truncated secret that is masked: less occurs by chance. */
  private static final int SHORTEST_BEGINNING = 4;

  private final List<Needle> all;
  private final Map<Integer, List<Needle>> byPrefix = new HashMap<>();
  private final BitSet prefixes = new BitSet();

  Needles(List<Needle> all) {
    this.all = List.copyOf(all);
    for (Needle needle : all) {
      int prefix = prefix(needle.text(), 0);
      byPrefix.computeIfAbsent(prefix, unused -> new ArrayList<>()).add(needle);
      prefixes.set(prefix & FILTER_BITS);
    }
  }

  List<Needle> all() {
    return all;
  }

  /** Marks where they are in the text. */
  void markIn(String text, BitSet hidden) {
    for (int at = 0; at <= text.length() - PREFIX; at++) {
      int prefix = prefix(text, at);
      if (prefixes.get(prefix & FILTER_BITS)) {
        for (Needle needle : byPrefix.getOrDefault(prefix, List.of())) {
          needle.markAt(text, at, hidden);
        }
      }
    }
  }

  /** Marks the beginning of a form at the end of this part of the text, where the text was truncated. */
  void markBeginning(String text, int from, int end, BitSet hidden) {
    for (int at = from; at <= end - SHORTEST_BEGINNING; at++) {
      int prefix = prefix(text, at);
      if (prefixes.get(prefix & FILTER_BITS) && isBeginning(prefix, text, at, end)) {
        hidden.set(at, end);
        return;
      }
    }
  }

  private boolean isBeginning(int prefix, String text, int from, int end) {
    for (Needle needle : byPrefix.getOrDefault(prefix, List.of())) {
      if (needle.beginsWith(text, from, end)) {
        return true;
      }
    }
    return false;
  }

  private static int prefix(String text, int at) {
    return (text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2);
  }
}
