package dev.stepwell.runtime.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The times that Stepwell stores: from the year 1 to the end of the year 9999, with microseconds.
 *
 * <p>Postgres stores all of them exactly, and so do ISO 8601 with four digits for the year, JSON and browsers. A
 * computed time, such as the end of a sleep, is moved into this range; the time of an event outside of it is rejected
 * (ADR 25).
 */
public final class TimeRange {
  /** The first time that can be stored. */
  public static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");

  /** The last time that can be stored. */
  public static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private TimeRange() {}

  /** Whether the time can be stored, ignoring fractions of a microsecond. */
  public static boolean contains(Instant time) {
    return !time.isBefore(MIN) && !time.truncatedTo(ChronoUnit.MICROS).isAfter(MAX);
  }

  /** The time as stored: within the range, and in microseconds. */
  public static Instant clamp(Instant time) {
    if (time.isBefore(MIN)) {
      return MIN;
    }
    return time.isAfter(MAX) ? MAX : time.truncatedTo(ChronoUnit.MICROS);
  }

  /** A time plus a duration, within the range. */
  public static Instant after(Instant start, Duration duration) {
    if (duration.compareTo(Duration.between(start, MAX)) > 0) {
      return MAX;
    }
    return duration.compareTo(Duration.between(start, MIN)) < 0 ? MIN : clamp(start.plus(duration));
  }

  /** A time minus a duration, within the range. */
  public static Instant before(Instant end, Duration duration) {
    if (duration.compareTo(Duration.between(MIN, end)) > 0) {
      return MIN;
    }
    return duration.compareTo(Duration.between(MAX, end)) < 0 ? MAX : clamp(end.minus(duration));
  }

  /** The microseconds of the time since 1970, within the range. The same on every Java version. */
  public static long micros(Instant time) {
    Instant stored = clamp(time);
    return stored.getEpochSecond() * MICROS_PER_SECOND + stored.getNano() / NANOS_PER_MICRO;
  }

  /** The duration in nanoseconds, at most 292 years. */
  public static long nanos(Duration duration) {
    if (duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0) {
      return Long.MAX_VALUE;
    }
    return duration.compareTo(Duration.ofNanos(Long.MIN_VALUE)) <= 0
        ? Long.MIN_VALUE
        : duration.toNanos();
  }
}
