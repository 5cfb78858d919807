package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What makes the worker's loop look for due runs: a call, or a time. */
final class Alarm {
  private boolean rung;
  private boolean woken;
  private Instant next = Instant.MAX;

  /** Wakes the loop now. */
  synchronized void ring() {
    rung = true;
    notifyAll();
  }

  /** Has the loop come back, though nothing is known to be due. */
  synchronized void wake() {
    woken = true;
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

  /** Waits until it rings or the loop is woken, until the time that is set has come by this clock, or for at most this long. */
  synchronized void await(Duration max, Clock clock) throws InterruptedException {
    Instant end = clock.now().plus(max);
    while (!rung && !woken) {
      Instant until = next.isBefore(end) ? next : end;
      long millis = Duration.between(clock.now(), until).toMillis();
      if (millis < 0) {
        break;
      }
      wait(millis + 1);
    }
    woken = false;
  }
}
