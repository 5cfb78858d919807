package dev.stepwell.runtime.client;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.ReconnectBackoff;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.UUID;

/** Polls until runs end. */
public final class RunAwaiting {
  private final Runs runs;

  /** Polls these runs. */
  public RunAwaiting(Runs runs) {
    this.runs = runs;
  }

  /**
   * Waits until the run has ended, for at most this long, and returns its latest state. Keeps waiting while the store
   * does not respond.
   *
   * @throws StoreException if the store does not respond when the time is up
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
