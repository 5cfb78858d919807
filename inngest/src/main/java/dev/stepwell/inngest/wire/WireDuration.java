package dev.stepwell.inngest.wire;

import java.time.Duration;

/** Durations in the form of the protocol: {@code 1d2h3m4s5ms}. */
public final class WireDuration {
  /** The longest sleep or wait on a server. */
  public static final Duration MAX = Duration.ofDays(366);

  private static final int NANOS_PER_MILLI = 1_000_000;

  private WireDuration() {}

  /** The duration, rounded up to a millisecond. */
  public static String text(Duration duration) {
    Duration whole = duration.plusNanos(NANOS_PER_MILLI - 1L);
    StringBuilder text = new StringBuilder();
    append(text, whole.toDaysPart(), "d");
    append(text, whole.toHoursPart(), "h");
    append(text, whole.toMinutesPart(), "m");
    append(text, whole.toSecondsPart(), "s");
    append(text, whole.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  /** The same without days, which some parts of a server do not read. */
  public static String hours(Duration duration) {
    long days = duration.toDays();
    String rest = text(duration.minusDays(days).minusHours(duration.toHoursPart()));
    long hours = duration.toHours();
    return hours == 0 ? rest : hours + "h" + (rest.equals("0s") ? "" : rest);
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
