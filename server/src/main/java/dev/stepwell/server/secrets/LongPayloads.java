package dev.stepwell.server.secrets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Payloads that are too long to be read with many others: their keys, in portions that fit in memory. */
final class LongPayloads<K> {
  /** The maximum total of characters of a portion; a longer payload is a portion by itself. */
  private static final int CHARACTERS_AT_ONCE = 4_000_000;

  private final Map<K, Long> lengths = new LinkedHashMap<>();
  private final SecretBudget budget;
  private long total;

  LongPayloads(SecretBudget budget) {
    this.budget = budget;
  }

  /** Adds payloads that are read together; ends the search at once if there is no room for all. */
  void add(K key, long length) {
    lengths.put(key, length);
    total += length;
    if (total > budget.characters()) {
      budget.takeCharacters(total);
    }
  }

  /** The portions; none if the search has ended. */
  List<List<K>> portions() {
    List<List<K>> portions = new ArrayList<>();
    if (budget.isExceeded()) {
      return portions;
    }
    long room = 0;
    for (Map.Entry<K, Long> each : lengths.entrySet()) {
      if (portions.isEmpty() || each.getValue() > room) {
        portions.add(new ArrayList<>());
        room = CHARACTERS_AT_ONCE;
      }
      portions.get(portions.size() - 1).add(each.getKey());
      room -= each.getValue();
    }
    return portions;
  }
}
