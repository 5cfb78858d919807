package dev.stepwell.processor.check;

import java.util.Collection;

/** Finds the name that was probably meant. */
final class SimilarNames {
  private SimilarNames() {}

  /** "; did you mean …?" if one of the known names is near, else nothing. */
  static String hint(String name, Collection<String> known) {
    String nearest = null;
    int least = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest == null ? "" : hint(nearest);
  }

  /** "; did you mean …?" */
  static String hint(String meant) {
    return "; did you mean " + meant + "?";
  }

  /** The Levenshtein distance: how many letters to add, remove or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
