package dev.stepwell.testing.memory;

import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is set, and never goes back. */
public final class SettableClock implements Clock {
  private Instant now;

  /** A clock that shows this time. */
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
   * @throws IllegalArgumentException if it is before what the clock shows
   */
  public synchronized void set(Instant time) {
    if (time.isBefore(now)) {
      throw new IllegalArgumentException(
          "time does not go back: it is " + now + ", and " + time + " is earlier");
    }
    now = time;
  }

  /** Sets the clock forward by so much. */
  public synchronized void advance(Duration duration) {
    set(now.plus(duration));
  }
}
