package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.NonRetriableException;
import dev.stepwell.RetryAfterException;
import dev.stepwell.StepTimeoutException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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

  @Test
  void whatAStepDecidesHoldsHoweverItIsWrapped() {
    NonRetriableException no = new NonRetriableException("no");
    RetryAfterException later = new RetryAfterException("later", Duration.ofDays(2));
    Random random = new Random();
    for (Throwable wrapped : List.of(
        new CompletionException(no),
        new ExecutionException(no),
        new InvocationTargetException(no),
        new UndeclaredThrowableException(new InvocationTargetException(no)),
        new IllegalStateException("a user's", new IOException("inner", no)))) {
      assertThat(next(wrapped, 1, random)).as("%s", wrapped).isEmpty();
    }
    assertThat(next(new CompletionException(later), 1, random)).hasValue(Duration.ofDays(2));
    assertThat(next(new IllegalStateException(new ExecutionException(later)), 1, random))
        .hasValue(Duration.ofDays(2));
  }

  @Test
  void theOutermostDecisionCounts() {
    Random random = new Random();
    NonRetriableException no = new NonRetriableException("no");
    assertThat(next(new RetryAfterException("yet", Duration.ofDays(2), no), 1, random))
        .hasValue(Duration.ofDays(2));
    RetryAfterException later = new RetryAfterException("later", Duration.ofDays(2));
    assertThat(next(new NonRetriableException("no more", later), 1, random)).isEmpty();
  }

  @Test
  void aTimeoutIsTriedAgainWhateverTheInterruptedCodeMadeOfIt() {
    assertThat(next(
            new StepTimeoutException("too long", new NonRetriableException("interrupted")),
            1,
            new Random()))
        .isPresent();
  }

  @Test
  void chainsThatCannotBeReadToTheirEndAreTriedAgain() {
    Random random = new Random();
    Exception cyclic = new Exception("a");
    cyclic.initCause(new Exception("b", cyclic));
    assertThat(next(cyclic, 1, random)).isPresent();
    assertThat(next(new EndlessException(), 1, random)).isPresent();
    assertThat(next(new MuteException(), 1, random)).isPresent();
  }

  private static final class EndlessException extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      return new EndlessException();
    }
  }

  /** Fails when asked for its delay. */
  private static final class MuteException extends RetryAfterException {
    private static final long serialVersionUID = 1L;

    MuteException() {
      super("some time", Duration.ZERO);
    }

    @Override
    public Duration delay() {
      throw new IllegalStateException("not known");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("not known");
    }
  }
}
