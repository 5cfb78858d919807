package dev.stepwell.runtime.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The times that Stepwell stores: from the year 1 to the end of the year 9999, with microseconds.
 *
 * <p>Postgres keeps all of them exactly, and so do ISO 8601 with four digits for the year, JSON and browsers. A time that is computed, such as
 * the end of a sleep, is moved into this range; the time of an event outside of it is rejected (ADR 25).
 */
public final class TimeRange {
  /** The first time that can be stored. */
  public static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");

  /** The last time that can be stored. */
  public static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private TimeRange() {}

  /** Whether the time can be stored, but for what is smaller than a microsecond. */
  public static boolean contains(Instant time) {
    return !time.isBefore(MIN) && !time.truncatedTo(ChronoUnit.MICROS).isAfter(MAX);
  }

  /** The time as it is stored: in the range, and in microseconds. */
  public static Instant clamp(Instant time) {
    if (time.isBefore(MIN)) {
      return MIN;
    }
    return time.isAfter(MAX) ? MAX : time.truncatedTo(ChronoUnit.MICROS);
  }

  /** So long after a time, within the range. */
  public static Instant after(Instant start, Duration duration) {
    if (duration.compareTo(Duration.between(start, MAX)) > 0) {
      return MAX;
    }
    return duration.compareTo(Duration.between(start, MIN)) < 0 ? MIN : clamp(start.plus(duration));
  }

  /** So long before a time, within the range. */
  public static Instant before(Instant end, Duration duration) {
    if (duration.compareTo(Duration.between(MIN, end)) > 0) {
      return MIN;
    }
    return duration.compareTo(Duration.between(MAX, end)) < 0 ? MAX : clamp(end.minus(duration));
  }

  /** The microseconds since 1970 of the time, within the range. The same on every Java. */
  public static long micros(Instant time) {
    Instant stored = clamp(time);
    return stored.getEpochSecond() * MICROS_PER_SECOND + stored.getNano() / NANOS_PER_MICRO;
  }

  /** The duration in nanoseconds, or the longest there is: 292 years. */
  public static long nanos(Duration duration) {
    if (duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0) {
      return Long.MAX_VALUE;
    }
    return duration.compareTo(Duration.ofNanos(Long.MIN_VALUE)) <= 0
        ? Long.MIN_VALUE
        : duration.toNanos();
  }
}
