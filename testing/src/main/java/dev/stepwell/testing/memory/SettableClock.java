package dev.stepwell.testing.memory;

import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that only moves when it is set, and never moves back. */
public final class SettableClock implements Clock {
  private Instant now;

  /** A clock at this time. */
  public SettableClock(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  /**
   * Sets the clock to this time.
   *
   * @throws IllegalArgumentException if it is before the current time of the clock
   */
  public synchronized void set(Instant time) {
    if (time.isBefore(now)) {
      throw new IllegalArgumentException(
          "time does not go back: it is " + now + ", and " + time + " is earlier");
    }
    now = time;
  }

  /** Advances the clock by this duration. */
  public synchronized void advance(Duration duration) {
    set(now.plus(duration));
  }
}
