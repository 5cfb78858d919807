package dev.stepwell.contract;

import java.time.Duration;
import java.util.List;

/** The rules that limits have in common: their names, and what their values may be. */
public final class LimitRules {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private LimitRules() {}

  /** The owner of the limits of a step, for their names. */
  public static String step(String functionId, String stepId) {
    return functionId + " > " + stepId;
  }

  /**
   * {@code shared concurrency openai}, {@code throttle summarise}, {@code concurrency summarise > ask by event.data.tenantId}: a
   * kind, and what owns or shares it. The key of a shared limit is not part of its name, because functions may name their fields differently.
   */
  public static String name(String kind, String scope, String owner, List<String> key) {
    if (!scope.isEmpty()) {
      return "shared " + kind + " " + scope;
    }
    return kind + " " + owner + (key.isEmpty() ? "" : " by " + String.join(", ", key));
  }

  static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("the " + what + " must be at least 1, but is " + value);
    }
  }

  static void requirePositive(String what, Duration value) {
    if (value.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "the " + what + " must be at least a millisecond, but is " + value);
    }
  }
}
