package dev.stepwell.processor.model;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration in an annotation: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, or ISO-8601.
 *
 * @param text the duration as written; empty for none
 * @param address its place
 */
public record DurationModel(String text, Address address) {
  private static final Pattern SHORT = Pattern.compile("(\\d+)(ms|[smhd])");

  /** Whether there is one. */
  public boolean isGiven() {
    return !text.isEmpty();
  }

  /** The duration; empty if the text is none. */
  public Optional<Duration> duration() {
    try {
      Matcher parts = SHORT.matcher(text);
      return Optional.of(
          parts.matches()
              ? of(Long.parseLong(parts.group(1)), parts.group(2))
              : Duration.parse(text));
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
