package dev.stepwell.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When the first function of each key began, by {@link System#nanoTime}. */
final class StartTimes {
  private final Map<String, Long> first = new ConcurrentHashMap<>();

  /** The first line of a function. */
  void begin(String key) {
    first.putIfAbsent(key, System.nanoTime());
  }

  /** All of them, in ascending order. */
  List<Long> sorted() {
    return first.values().stream().sorted().toList();
  }

  /** Those of these keys that have begun. */
  List<Long> of(List<String> keys) {
    return keys.stream().filter(first::containsKey).map(first::get).toList();
  }
}
