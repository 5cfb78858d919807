package dev.stepwell.runtime.time;

import java.time.Duration;

/** Waits between attempts to reach something that is down: doubling from 50 ms to 1 s. Belongs to one thread. */
public final class ReconnectBackoff {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private Duration next = FIRST;

  /** Waits, longer each time. */
  public void pause() throws InterruptedException {
    Thread.sleep(next.toMillis());
    next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
  }

  /** Starts over with the shortest wait, after a success. */
  public void reset() {
    next = FIRST;
  }
}
