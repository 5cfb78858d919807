package dev.stepwell.polaris.github;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/** Reads from a response whether, and for how long, GitHub demands a pause. */
final class GitHubRateLimit {
  /** The pause if GitHub does not give one. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  private GitHubRateLimit() {}

  /** The pause; null if the response has another cause. */
  static @Nullable Duration pause(GitHubConnectorResponse answer, String message) {
    int status = answer.statusCode();
    if (status != 403 && status != 429 && status != 503) {
      return null;
    }
    Long seconds = number(answer.header("Retry-After"));
    if (seconds != null) {
      return Duration.ofSeconds(Math.max(0, seconds));
    }
    if ("0".equals(answer.header("X-RateLimit-Remaining"))) {
      return untilReset(answer);
    }
    boolean told = message.toLowerCase(Locale.ROOT).contains("rate limit");
    return status == 429 || (status == 403 && told) ? UNTOLD : null;
  }

  /** Uses the clock of GitHub in the same response, because ours may be wrong. */
  private static Duration untilReset(GitHubConnectorResponse answer) {
    Long reset = number(answer.header("X-RateLimit-Reset"));
    String date = answer.header("Date");
    if (reset == null || date == null) {
      return UNTOLD;
    }
    try {
      Instant now =
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration pause = Duration.between(now, Instant.ofEpochSecond(reset));
      return pause.isNegative() ? Duration.ofSeconds(1) : pause.plusSeconds(1);
    } catch (DateTimeException e) {
      return UNTOLD;
    }
  }

  private static @Nullable Long number(@Nullable String header) {
    return header != null && header.matches("\\d{1,12}") ? Long.valueOf(header) : null;
  }
}
