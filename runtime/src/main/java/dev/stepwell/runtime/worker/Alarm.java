package dev.stepwell.runtime.worker;

import java.time.Duration;
import java.time.Instant;

/** What makes the worker's loop look for due runs: a call, or a time. */
final class Alarm {
  private boolean rung;
  private Instant next = Instant.MAX;

  /** Wakes the loop now. */
  synchronized void ring() {
    rung = true;
    notifyAll();
  }

  /** Wakes the loop at this time, if nothing does before. */
  synchronized void ringAt(Instant time) {
    if (time.isBefore(next)) {
      next = time;
      notifyAll();
    }
  }

  /** Forgets the times that have come, and whether it rang; says whether it had. */
  synchronized boolean takeRung(Instant now) {
    boolean due = !next.isAfter(now);
    boolean taken = rung || due;
    rung = false;
    if (due) {
      next = Instant.MAX;
    }
    return taken;
  }

  /** Waits until it rings, or for at most this long, or until the time that is set has come by this clock. */
  synchronized void await(Duration most, Instant now) throws InterruptedException {
    if (rung) {
      return;
    }
    Duration untilNext = Duration.between(now, next.equals(Instant.MAX) ? now.plus(most) : next);
    long millis = Math.min(most.toMillis(), Math.max(0, untilNext.toMillis()) + 1);
    wait(Math.max(1, millis));
  }
}
