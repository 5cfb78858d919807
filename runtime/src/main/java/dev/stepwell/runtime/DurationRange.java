package dev.stepwell.runtime;

import java.time.Duration;

/**
 * The range of a duration setting.
 *
 * @param setting the name of the setting
 * @param min the minimum, inclusive
 * @param max the maximum, inclusive
 */
record DurationRange(String setting, Duration min, Duration max) {
  /** The longest duration, which means no limit. */
  static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  /** A range without a maximum. */
  static DurationRange atLeast(String setting, Duration min) {
    return new DurationRange(setting, min, FOREVER);
  }

  /** The duration, if it is within the range; throws otherwise. */
  Duration checked(Duration duration) {
    if (duration.compareTo(min) < 0) {
      throw new IllegalArgumentException(
          "the " + setting + " must be at least " + min + ", but is " + duration);
    }
    if (duration.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "the " + setting + " must be at most " + max + ", but is " + duration);
    }
    return duration;
  }
}
