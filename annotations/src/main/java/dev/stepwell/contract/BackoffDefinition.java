package dev.stepwell.contract;

import java.time.Duration;

/**
 * The waits between the attempts of a step, as the compiler knows them.
 *
 * @param first the wait after the first failed attempt
 * @param longest the longest wait
 * @param factor the ratio of each wait to the previous one
 */
public record BackoffDefinition(Duration first, Duration longest, double factor) {
  /** Rejects values that are not a valid backoff. */
  public BackoffDefinition {
    if (first.isNegative() || longest.compareTo(first) < 0 || !(factor >= 1)) {
      throw new IllegalArgumentException(
          "a backoff starts at zero or more, ends no lower and has a factor of at least 1: " + first
              + " to " + longest + " by " + factor);
    }
  }
}
