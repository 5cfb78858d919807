package dev.stepwell.runtime.client;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.ReconnectBackoff;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.UUID;

/** Waits for runs to end, by looking again and again. */
public final class RunAwaiting {
  private final Runs runs;

  /** Looks here. */
  public RunAwaiting(Runs runs) {
    this.runs = runs;
  }

  /**
   * Waits until the run has ended, for at most this long; returns it as it is then. While the store does not answer it waits, too.
   *
   * @throws StoreException if the store does not answer when the time is up
   */
  public Run await(UUID runId, Duration atMost) throws InterruptedException {
    ReconnectBackoff backoff = new ReconnectBackoff();
    long start = System.nanoTime();
    long max = TimeRange.nanos(atMost);
    while (true) {
      boolean isLast = System.nanoTime() - start > max;
      try {
        Run run = runs.run(runId)
            .orElseThrow(() -> new NoSuchElementException("there is no run " + runId));
        if (run.status().isEnded() || isLast) {
          return run;
        }
      } catch (StoreException e) {
        if (isLast || !e.isPassing()) {
          throw e;
        }
      }
      backoff.pause();
    }
  }
}
