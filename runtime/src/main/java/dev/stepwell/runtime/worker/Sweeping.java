package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.store.Retention;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.TimeRange;
import dev.stepwell.runtime.time.Timers;
import dev.stepwell.runtime.time.Timers.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old ended runs: in small batches, each followed by a pause of the same length; polls every five minutes when
 * there is nothing left.
 */
public final class Sweeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sweeping.class);
  private static final int MAX = 500;
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

  private final Retention retention;
  private final Duration keep;
  private final Clock clock;
  private final Timers timers;
  private final Executor threads;
  private boolean closed;
  private @Nullable Timer next;

  /** Deletes runs that ended longer ago than {@code keep}. */
  public Sweeping(
      Retention retention, Duration keep, Clock clock, Timers timers, Executor threads) {
    this.retention = retention;
    this.keep = keep;
    this.clock = clock;
    this.timers = timers;
    this.threads = threads;
  }

  /** Starts, with a first poll in five minutes. */
  public void start() {
    after(BETWEEN_LOOKS);
  }

  private synchronized void after(Duration rest) {
    if (!closed) {
      next = timers.after(rest, this::begin);
    }
  }

  private void begin() {
    try {
      threads.execute(this::sweep);
    } catch (RejectedExecutionException e) {
      log.debug("no sweep: Stepwell is closing", e);
    }
  }

  private void sweep() {
    long start = System.nanoTime();
    Duration rest = BETWEEN_LOOKS;
    try {
      if (retention.deleteEnded(TimeRange.before(clock.now(), keep), MAX)) {
        rest = Duration.ofNanos(System.nanoTime() - start);
      }
    } catch (RuntimeException e) {
      log.warn("old runs could not be deleted; retrying: {}", e.getMessage());
    } catch (Error e) {
      log.error("old runs could not be deleted; retrying", e);
    } finally {
      after(rest);
    }
  }

  /** Starts no further batch. */
  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.stop();
    }
  }
}
