package dev.stepwell.server.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of a watch: the latest items, and the latest changes between results. */
final class Seen {
  /** The maximum number of changes kept for reconnecting readers. */
  private static final int KEPT = 1_000;

  /** The maximum total of characters of these changes. */
  private static final long MAX_CHARACTERS = 1_000_000;

  private long size;

  private final Deque<Change> changes = new ArrayDeque<>();
  private Map<String, String> items = Map.of();
  private long number;
  private boolean isAny;

  /** Adds a new result: each item's JSON by its id. */
  void take(Map<String, String> now) {
    now.forEach((item, json) -> {
      if (isAny && !json.equals(items.get(item))) {
        add(Change.Kind.CHANGED, item, json);
      }
    });
    for (String item : items.keySet()) {
      if (!now.containsKey(item)) {
        add(Change.Kind.GONE, item, "");
      }
    }
    items = new LinkedHashMap<>(now);
    isAny = true;
  }

  private void add(Change.Kind kind, String item, String json) {
    changes.add(new Change(++number, kind, item, json));
    size += json.length();
    if (changes.size() > KEPT) {
      forgetOne();
    }
    while (size > MAX_CHARACTERS && !changes.isEmpty()) {
      forgetOne();
    }
  }

  private void forgetOne() {
    size -= changes.remove().json().length();
  }

  /** The number of characters in memory. */
  long size() {
    return size + items.values().stream().mapToLong(String::length).sum();
  }

  /** Whether there is a result. */
  boolean isAny() {
    return isAny;
  }

  /** Whether there are news for a reader with this last change; null for a new reader. */
  boolean isMoreThan(@Nullable Long since) {
    return isAny && (since == null || since != number);
  }

  /** The news for such a reader. */
  News since(@Nullable Long since) {
    if (since == null || !isKept(since)) {
      return new News(number, items, List.of(), null);
    }
    List<Change> fresh = new ArrayList<>(changes);
    fresh.removeIf(change -> change.number() <= since);
    return new News(number, null, fresh, null);
  }

  private boolean isKept(long since) {
    return since <= number && since >= number - changes.size();
  }
}
