package dev.stepwell.runtime;

import java.time.Duration;

/**
 * The durations that a setting may have.
 *
 * @param setting the name of the setting
 * @param min the shortest, which is admitted
 * @param max the longest, which is admitted
 */
record DurationRange(String setting, Duration min, Duration max) {
  /** The longest duration there is, which stands for no limit. */
  static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  /** From the shortest on, which is admitted. */
  static DurationRange atLeast(String setting, Duration min) {
    return new DurationRange(setting, min, FOREVER);
  }

  /** The duration. Rejects one that is out of the range. */
  Duration checked(Duration duration) {
    if (duration.compareTo(min) < 0) {
      throw new IllegalArgumentException(
          "the " + setting + " must be at least " + min + ", and is " + duration);
    }
    if (duration.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "the " + setting + " must be at most " + max + ", and is " + duration);
    }
    return duration;
  }
}
