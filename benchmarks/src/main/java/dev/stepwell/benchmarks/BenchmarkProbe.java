package dev.stepwell.benchmarks;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Records when the first and the last of the measured functions began, and how many ended. */
final class BenchmarkProbe {
  /** The maximum time of any wait. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final long NONE = Long.MIN_VALUE;

  private final AtomicLong first = new AtomicLong(NONE);
  private final Semaphore ended = new Semaphore(0);
  private volatile long last = NONE;

  /** Forgets when functions began. */
  void forget() {
    first.set(NONE);
    last = NONE;
  }

  /** The first line of a function. */
  void begin() {
    long now = System.nanoTime();
    last = now;
    if (first.get() == NONE) {
      first.compareAndSet(NONE, now);
    }
  }

  /** The last line of a function. */
  void end() {
    ended.release();
  }

  /** Waits until this many more functions have reached their last line. */
  void awaitEnds(int count) throws InterruptedException {
    if (!ended.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("only " + ended.availablePermits() + " of " + count
          + " functions ended within " + PATIENCE);
    }
  }

  /** When the first function began, by {@link System#nanoTime}. */
  long first() {
    return first.get();
  }

  /** When the last function began, by {@link System#nanoTime}. */
  long last() {
    return last;
  }
}
