package dev.stepwell.runtime.model;

import java.util.Arrays;

/** What a limit counts. */
public enum LimitKind {
  /** Attempts while they execute: of steps, and of the function's code between them. */
  ATTEMPTS("attempts", "concurrency "),
  /** Runs, from their first attempt to their end. */
  RUNS("runs", "runs "),
  /** Starts of runs over time. */
  STARTS("starts", "throttle ");

  private static final String SHARED = "shared ";

  private final String word;
  private final String prefix;

  LimitKind(String word, String prefix) {
    this.word = word;
    this.prefix = prefix;
  }

  /** The word under which it is stored. */
  public String word() {
    return word;
  }

  /** Whether several functions may declare the limit with this name. */
  static boolean isShared(String name) {
    return name.startsWith(SHARED);
  }

  /** The kind of the limit with this name. */
  public static LimitKind ofName(String name) {
    String own = isShared(name) ? name.substring(SHARED.length()) : name;
    return Arrays.stream(values())
        .filter(kind -> own.startsWith(kind.prefix))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not the name of a limit: " + name));
  }
}
