package dev.stepwell.server.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was seen of items when they were looked at: all as they were last, and the last changes from one look to the next. */
final class Seen {
  /** How many changes are kept for those who come back. */
  private static final int KEPT = 1_000;

  /** How many characters these changes have together. */
  private static final long MAX_CHARACTERS = 1_000_000;

  private long size;

  private final Deque<Change> changes = new ArrayDeque<>();
  private Map<String, String> items = Map.of();
  private long number;
  private boolean isAny;

  /** Takes in what was seen now: each item's JSON by its id. */
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

  /** How many characters are held. */
  long size() {
    return size + items.values().stream().mapToLong(String::length).sum();
  }

  /** Whether there was a look. */
  boolean isAny() {
    return isAny;
  }

  /** Whether there is more than a reader knows whose last change this is, or who knows nothing. */
  boolean isMoreThan(@Nullable Long since) {
    return isAny && (since == null || since != number);
  }

  /** What such a reader is told. */
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
