package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What makes the worker's loop look for due runs: a call, or one of several times. */
final class Alarm {
  /** Beyond this number, times are left to the next heartbeat, which finds them. */
  private static final int MAX_TIMES = 10_000;

  private boolean rung;
  private boolean woken;
  private final NavigableSet<Instant> times = new TreeSet<>();

  /** Wakes the loop now. */
  synchronized void ring() {
    rung = true;
    notifyAll();
  }

  /** Makes the loop return, although nothing is known to be due. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Wakes the loop at this time, whatever wakes it before. */
  synchronized void ringAt(Instant time) {
    times.add(time);
    if (times.size() > MAX_TIMES) {
      times.pollLast();
    }
    if (times.first().equals(time)) {
      notifyAll();
    }
  }

  /** Clears the times that have passed and the ringing. Returns whether it had rung. */
  synchronized boolean takeRung(Instant now) {
    NavigableSet<Instant> due = times.headSet(now, true);
    boolean taken = rung || !due.isEmpty();
    rung = false;
    due.clear();
    return taken;
  }

  /** Waits until it rings, the loop is woken, or the set time has come by this clock; for at most this long. */
  synchronized void await(Duration max, Clock clock) throws InterruptedException {
    Instant end = clock.now().plus(max);
    while (!rung && !woken) {
      Instant until = times.isEmpty() || times.first().isAfter(end) ? end : times.first();
      long millis = Duration.between(clock.now(), until).toMillis();
      if (millis < 0) {
        break;
      }
      wait(millis + 1);
    }
    woken = false;
  }
}
