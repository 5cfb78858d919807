package dev.stepwell.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private long nanos = 1_000;
  private final DatabaseClock clock = new DatabaseClock(() -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void theFirstReadingReplacesTheClockOfTheMachine() {
    clock.read(START);
    pass(Duration.ofSeconds(2));

    assertThat(clock.now()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void aSlowAnswerDoesNotSetTheClockBack() {
    clock.read(START);
    pass(Duration.ofSeconds(2));
    clock.read(START.plusMillis(1_400));

    assertThat(clock.now()).isBetween(START.plusSeconds(2).minusMillis(1), START.plusSeconds(2));
  }

  @Test
  void aLaterTimeIsTakenOver() {
    clock.read(START);
    pass(Duration.ofSeconds(2));
    clock.read(START.plusMillis(2_300));

    assertThat(clock.now()).isEqualTo(START.plusMillis(2_300));
  }

  @Test
  void aDatabaseWhoseClockWasSetBackIsFollowed() {
    clock.read(START);
    pass(Duration.ofSeconds(2));
    clock.read(START.minusSeconds(60));

    assertThat(clock.now()).isEqualTo(START.minusSeconds(60));
  }

  @Test
  void aTimerThatIsTooFastIsFollowedBack() {
    clock.read(START);
    for (int i = 1; i <= 1_000; i++) {
      pass(Duration.ofMillis(2_500).plusNanos(100_000));
      clock.read(START.plus(Duration.ofMillis(2_500L * i)));
    }

    assertThat(Duration.between(START.plusMillis(2_500_000), clock.now()))
        .isLessThan(Duration.ofMillis(1));
  }
}
