package dev.stepwell.server.secrets;

import dev.stepwell.runtime.secrets.SecretNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Caches the secrets of runs whose payloads do not change. It is emptied when it is full, and when other fields are secret. A
 * value that many runs share is in memory once.
 */
final class KnownSources {
  /** The maximum number of runs, connections and values together: some 100 bytes each. */
  private static final int MAX_ITEMS = 100_000;

  /** The maximum total of characters of the values. */
  private static final int MAX_CHARACTERS = 4_000_000;

  private final Map<UUID, SecretSource> sources = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private SecretNames names = new SecretNames(Set.of());
  private long items;
  private long characters;

  /** The secrets of this run, if they are known for these fields. */
  synchronized @Nullable SecretSource get(UUID runId, SecretNames fields) {
    return names.equals(fields) ? sources.get(runId) : null;
  }

  synchronized void put(UUID runId, SecretSource source, SecretNames fields) {
    if (!names.equals(fields) || items > MAX_ITEMS || characters > MAX_CHARACTERS) {
      clear();
      names = fields;
    }
    SecretSource shared = new SecretSource(
        shared(source.values()),
        source.isComplete(),
        source.connected(),
        source.characters(),
        source.payloads());
    if (sources.put(runId, shared) == null) {
      items += 1L + shared.values().size() + shared.connected().size();
    }
  }

  private void clear() {
    sources.clear();
    values.clear();
    items = 0;
    characters = 0;
  }

  private List<String> shared(Collection<String> given) {
    List<String> shared = new ArrayList<>(given.size());
    for (String value : given) {
      String known = values.putIfAbsent(value, value);
      characters += known == null ? value.length() : 0;
      shared.add(known == null ? value : known);
    }
    return List.copyOf(shared);
  }
}
