package dev.stepwell.runtime.engine;

import dev.stepwell.NonRetriableException;
import dev.stepwell.RetryAfterException;
import dev.stepwell.runtime.codec.JsonException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Says whether and when a step is tried again.
 *
 * @param first how long to wait after the first attempt; it doubles with each further one
 * @param longest how long to wait at most
 */
public record RetryPolicy(Duration first, Duration longest) {
  /** One second after the first attempt, then two, four and so on up to an hour, each 20 % more or less. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofHours(1));

  private static final double JITTER = 0.2;

  /** Refuses negative durations. */
  public RetryPolicy {
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "a backoff starts at zero or more and ends no lower: " + first + " to " + longest);
    }
  }

  /**
   * How long to wait before the next attempt.
   *
   * @param thrown what the attempt threw
   * @param attempt its number, from 1
   * @param retries how many attempts may follow the first
   * @return empty if there is to be none
   */
  public Optional<Duration> next(
      Throwable thrown, int attempt, int retries, RandomGenerator random) {
    if (thrown instanceof NonRetriableException
        || thrown instanceof JsonException
        || attempt > retries) {
      return Optional.empty();
    }
    if (thrown instanceof RetryAfterException after) {
      return Optional.of(after.delay().isNegative() ? Duration.ZERO : after.delay());
    }
    double doubled = (double) first.toMillis() * Math.pow(2, attempt - 1);
    double millis = Math.min(doubled, (double) longest.toMillis())
        * (1 + JITTER * (2 * random.nextDouble() - 1));
    return Optional.of(Duration.ofMillis(Math.round(millis)));
  }
}
