package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.NonRetriableException;
import dev.stepwell.RetryAfterException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy policy =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), 2);

  private Optional<Duration> next(Throwable thrown, int attempt, RandomGenerator random) {
    return policy.next(thrown, attempt, 3, random);
  }

  @Test
  void theDelayDoublesWithinItsJitterUpToTheLongest() {
    Random random = new Random(7);
    long[] expected = {1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000};
    for (int attempt = 1; attempt <= expected.length; attempt++) {
      long millis =
          policy.next(new IOException(), attempt, 10, random).orElseThrow().toMillis();
      assertThat(millis).isBetween(expected[attempt - 1] * 8 / 10, expected[attempt - 1] * 12 / 10);
    }
  }

  @Test
  void theRetriesAreCountedAfterTheFirstAttempt() {
    assertThat(next(new IOException(), 3, new Random())).isPresent();
    assertThat(next(new IOException(), 4, new Random())).isEmpty();
  }

  @Test
  void whatCannotBeMendedIsNotTriedAgain() {
    assertThat(next(new NonRetriableException("no"), 1, new Random())).isEmpty();
  }

  @Test
  void aStepMaySayWhenToTryAgain() {
    assertThat(next(new RetryAfterException("later", Duration.ofDays(2)), 1, new Random()))
        .hasValue(Duration.ofDays(2));
    assertThat(next(new RetryAfterException("now", Duration.ofDays(-2)), 1, new Random()))
        .hasValue(Duration.ZERO);
    assertThat(next(new RetryAfterException("later", Duration.ofDays(2)), 4, new Random()))
        .isEmpty();
  }
}
