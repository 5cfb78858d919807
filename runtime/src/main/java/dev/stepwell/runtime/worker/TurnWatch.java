package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Watches whether the worker's loop completes its turns. */
final class TurnWatch {
  /** No statement of a turn waits longer for an answer. */
  static final Duration MAX_TURN = Duration.ofMinutes(1);

  private final Clock clock;
  private volatile @Nullable Instant since;
  private volatile @Nullable String failure;

  TurnWatch(Clock clock) {
    this.clock = clock;
  }

  /** A turn begins. */
  void begin() {
    since = clock.now();
  }

  /** The turn is complete. */
  void end() {
    since = null;
    failure = null;
  }

  /** The turn has failed, and another follows. */
  void failed(Throwable reason) {
    failure = reason.toString();
    since = null;
  }

  /** The health of the worker, whose thread is alive or not. */
  Health.Part health(boolean isAlive) {
    if (!isAlive) {
      return Health.Part.of("worker", "the thread of the worker has ended", true);
    }
    Instant begun = since;
    return begun != null && begun.plus(MAX_TURN).isBefore(clock.now())
        ? Health.Part.of(
            "worker",
            "the worker has not tried to claim runs since " + begun + ": its thread is stuck",
            true)
        : Health.Part.of("worker", failure, false);
  }
}
