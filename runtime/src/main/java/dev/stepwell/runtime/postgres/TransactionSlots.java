package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.jdbc.Conflicts;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.util.concurrent.Semaphore;

/** Bounds how many transactional steps are in progress at once, so that there are connections left for the worker. */
final class TransactionSlots {
  private final Semaphore free;

  TransactionSlots(int max) {
    this.free = new Semaphore(max, true);
  }

  /** Makes the attempt when a slot is free; again if its transaction conflicts with another. */
  Recorded use(Conflicts.Transaction<Recorded> attempt) throws Exception {
    free.acquire();
    try {
      return Conflicts.repeat(attempt);
    } finally {
      free.release();
    }
  }
}
