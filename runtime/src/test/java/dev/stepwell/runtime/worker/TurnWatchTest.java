package dev.stepwell.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.model.Health.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The health of a worker whose loop returns, fails or does not return. */
class TurnWatchTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final TurnWatch watch = new TurnWatch(() -> now);

  private Health.Part after(Duration time) {
    now = START.plus(time);
    return watch.health(true);
  }

  @Test
  void aWorkerThatDoesNotReturnIsDeadUntilItDoes() {
    watch.begin();

    assertThat(after(TurnWatch.MAX_TURN).state()).isEqualTo(State.WORKS);
    Health.Part stuck = after(TurnWatch.MAX_TURN.plusMillis(1));
    assertThat(stuck.state()).isEqualTo(State.DEAD);
    assertThat(stuck.reason()).contains(START.toString());
    assertThat(new Health(List.of(stuck)).isDead()).isTrue();

    watch.end();
    assertThat(watch.health(true)).isEqualTo(Health.Part.of("worker", null, false));
  }

  @Test
  void aWorkerThatWaitsForRunsIsNotStuckHoweverLong() {
    watch.begin();
    watch.end();

    assertThat(after(Duration.ofDays(3)).state()).isEqualTo(State.WORKS);
  }

  @Test
  void aWorkerWhoseTurnsFailWaits() {
    watch.begin();
    watch.failed(new IllegalStateException("no connection"));

    Health.Part failed = after(Duration.ofDays(3));
    assertThat(failed.state()).isEqualTo(State.WAITS);
    assertThat(failed.reason()).contains("no connection");

    watch.begin();
    watch.end();
    assertThat(watch.health(true).state()).isEqualTo(State.WORKS);
  }

  @Test
  void aWorkerWhoseThreadHasEndedIsDead() {
    assertThat(watch.health(false).state()).isEqualTo(State.DEAD);
  }
}
