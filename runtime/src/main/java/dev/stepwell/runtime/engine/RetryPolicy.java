package dev.stepwell.runtime.engine;

import dev.stepwell.ChangedCodeException;
import dev.stepwell.NonRetriableException;
import dev.stepwell.RetryAfterException;
import dev.stepwell.StepTimeoutException;
import dev.stepwell.contract.BackoffDefinition;
import dev.stepwell.runtime.codec.JsonException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether and when a step is retried.
 *
 * @param first the delay after the first attempt
 * @param longest the maximum delay
 * @param factor the ratio of each delay to the previous one
 */
public record RetryPolicy(Duration first, Duration longest, double factor) {
  /** One second after the first attempt, then two, four and so on up to an hour, each ± 20 %. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofHours(1), 2);

  private static final double JITTER = 0.2;

  /** Rejects invalid values. */
  public RetryPolicy {
    new BackoffDefinition(first, longest, factor);
  }

  /** This policy with the defined delays, if any. */
  public RetryPolicy or(@Nullable BackoffDefinition backoff) {
    return backoff == null
        ? this
        : new RetryPolicy(backoff.first(), backoff.longest(), backoff.factor());
  }

  /**
   * The delay before the next attempt.
   *
   * @param thrown the exception of the attempt
   * @param attempt its number, from 1
   * @param retries the maximum number of retries
   * @return empty if there is none
   */
  public Optional<Duration> next(
      Throwable thrown, int attempt, int retries, RandomGenerator random) {
    Throwable decisive = decisive(thrown);
    if (decisive instanceof NonRetriableException
        || thrown instanceof JsonException
        || thrown instanceof ChangedCodeException
        || attempt > retries) {
      return Optional.empty();
    }
    Duration asked = decisive instanceof RetryAfterException after ? delay(after) : null;
    return Optional.of(asked != null ? asked : backoff(attempt, random));
  }

  /** How long a step demands to wait by a {@link RetryAfterException}; null if it does not. */
  static @Nullable Duration demanded(Throwable thrown) {
    return decisive(thrown) instanceof RetryAfterException after ? delay(after) : null;
  }

  /**
   * The exception that determines the retries: the outermost such in the chain of causes, because executors, proxies
   * and users wrap exceptions. A timeout is retried whatever exception the interrupted code throws. Null if there is
   * none.
   */
  private static @Nullable Throwable decisive(Throwable thrown) {
    for (Throwable cause : Causes.of(thrown)) {
      if (cause instanceof StepTimeoutException) {
        return null;
      }
      if (cause instanceof NonRetriableException || cause instanceof RetryAfterException) {
        return cause;
      }
    }
    return null;
  }

  /** The delay that a step demands; null if its exception, which may be a user's subclass, fails to return it. */
  private static @Nullable Duration delay(RetryAfterException after) {
    try {
      Duration delay = after.delay();
      return delay != null && delay.isNegative() ? Duration.ZERO : delay;
    } catch (Throwable refusal) {
      return null;
    }
  }

  private Duration backoff(int attempt, RandomGenerator random) {
    double grown = millis(first) * Math.pow(factor, attempt - 1);
    double wait = Math.min(grown, millis(longest)) * (1 + JITTER * (2 * random.nextDouble() - 1));
    return Duration.ofMillis(Math.round(wait));
  }

  /** Multiplies without overflow. */
  private static double millis(Duration duration) {
    return duration.getSeconds() * 1e3 + duration.getNano() / 1e6;
  }
}
