package dev.stepwell.runtime.time;

import java.time.Duration;

/** The delays between attempts to reconnect: doubling from 50 ms to 1 s. Belongs to one thread. */
public final class ReconnectBackoff {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private Duration next = FIRST;

  /** Waits, longer each time. */
  public void pause() throws InterruptedException {
    Thread.sleep(next.toMillis());
    next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
  }

  /** Resets the delay after a success. */
  public void reset() {
    next = FIRST;
  }
}
