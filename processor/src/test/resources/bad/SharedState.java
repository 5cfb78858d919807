package bad;

import dev.stepwell.*;

class SharedState {
  private static int runs;
  private String last = "";
  private final int[] counts = {0};

  @Function(id = "count", event = "tests/count.wanted")
  void count(String key) {
    last = key;
    // ^ warning: [SharedState] field last is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    this.last = key;
    // ^ warning: [SharedState] field last is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    runs++;
    // ^ warning: [SharedState] field runs is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    SharedState.runs += 2;
    // ^ warning: [SharedState] field runs is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    counts[0]++;
    // ^ warning: [SharedState] field counts is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    work();
    note(key);
  }

  private final java.util.Set<String> seen = new java.util.HashSet<>();

  static class Cache {
    static final java.util.Map<String, String> VALUES = new java.util.HashMap<>();

    static String get(String key) {
      return VALUES.computeIfAbsent(key, of -> of);
    }
  }

  @Function(id = "caches", event = "tests/caches.wanted")
  void caches(String key) {
    Cache.VALUES.put(key, key);
    // ^ warning: [SharedState] field VALUES is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    Cache.get(key);
    // ^ warning: [SharedState] field VALUES, in Cache.get, is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    seen.add(key);
    // ^ warning: [SharedState] field seen is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    if (seen.size() > 1) {
      work();
    }
  }

  private void note(String key) {
    last = key + work();
    // ^ warning: [SharedState] field last is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
  }

  @Step
  String work() {
    return last;
  }
}
