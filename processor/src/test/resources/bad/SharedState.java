package bad;

import dev.stepwell.*;

class SharedState {
  private static int runs;
  private String last = "";
  private final int[] counts = {0};

  @Function(id = "count", event = "tests/count.wanted")
  void count(String key) {
    last = key;
    // ^ warning: [SharedState] field last is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    this.last = key;
    // ^ warning: [SharedState] field last is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    runs++;
    // ^ warning: [SharedState] field runs is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    SharedState.runs += 2;
    // ^ warning: [SharedState] field runs is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    counts[0]++;
    // ^ warning: [SharedState] field counts is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
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
    // ^ warning: [SharedState] field VALUES is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    Cache.get(key);
    // ^ warning: [SharedState] field VALUES, in Cache.get, is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    seen.add(key);
    // ^ warning: [SharedState] field seen is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    if (seen.size() > 1) {
      work();
    }
  }

  private static final java.util.concurrent.ConcurrentMap<String, java.util.List<String>> LISTS =
      new java.util.concurrent.ConcurrentHashMap<>();
  private static final java.util.concurrent.ConcurrentMap<String, String> GIVEN =
      new java.util.concurrent.ConcurrentHashMap<>();
  private static final java.util.concurrent.ConcurrentMap<String, String> COUNTED =
      new java.util.concurrent.ConcurrentHashMap<>();
  private static final java.util.concurrent.ConcurrentMap<String, String> SET =
      new java.util.concurrent.ConcurrentHashMap<>();
  private static final java.util.concurrent.ConcurrentMap<String, String> LOADED =
      new java.util.concurrent.ConcurrentHashMap<>();
  private static final java.util.Map<String, String> PLAIN = new java.util.HashMap<>();

  interface Names {
    String of(String key);
  }

  private final Names names = key -> last;

  static void set(String key, String value) {
    SET.put(key, value);
  }

  @Function(id = "memos", event = "tests/memos.wanted")
  void memos(String key, String given) {
    LISTS.computeIfAbsent(key, of -> new java.util.ArrayList<>()).add(given);
    // ^ warning: [SharedState] field LISTS is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    GIVEN.computeIfAbsent(key, of -> given);
    // ^ warning: [SharedState] field GIVEN is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    COUNTED.computeIfAbsent(key, of -> of + "!");
    // ^ warning: [SharedState] field COUNTED is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    if (COUNTED.size() > 1) {
      work();
    }
    SET.computeIfAbsent(key, of -> of);
    // ^ warning: [SharedState] field SET is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    LOADED.computeIfAbsent(key, names::of);
    // ^ warning: [SharedState] field LOADED is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    PLAIN.computeIfAbsent(key, of -> of);
    // ^ warning: [SharedState] field PLAIN is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    GIVEN.putIfAbsent(key, given);
    // ^ warning: [SharedState] field GIVEN is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
  }

  private void note(String key) {
    last = key + work();
    // ^ warning: [SharedState] field last is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
  }

  @Step
  String work() {
    return last;
  }

  private final java.util.concurrent.atomic.AtomicInteger numbers =
      new java.util.concurrent.atomic.AtomicInteger();
  private final java.util.Map<String, Integer> tries = new java.util.HashMap<>();
  private static final java.util.concurrent.ConcurrentMap<String, String> STEPS =
      new java.util.concurrent.ConcurrentHashMap<>();

  @Function(id = "numbers", event = "tests/numbers.wanted")
  void numbers(String key) {
    if (numbers.incrementAndGet() > 3) {
    // ^ warning: [SharedState] field numbers is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
      work();
    }
    int before = tries.merge(key, 1, Integer::sum);
    // ^ warning: [SharedState] field tries is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    note(key + before);
    STEPS.computeIfAbsent(key, of -> named(of));
    // ^ warning: [SharedState] field STEPS is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
  }

  @Step
  String named(String key) {
    return key;
  }
}
