package dev.stepwell.runtime.store;

import java.util.Set;
import java.util.UUID;

/** Cancels runs by call. */
public interface Cancellations {
  /**
   * Cancels the run if it is live, and the runs that it waits for, in one transaction.
   *
   * @return the runs that were live, including itself; empty if it was not live
   */
  Set<UUID> cancel(UUID runId);

  /**
   * Cancels live runs of a function that was retired, and the runs that they wait for, in one transaction.
   *
   * @param max the maximum number of runs of the function
   * @return the runs that were live; empty if none is left
   */
  Set<UUID> cancelRetired(String functionId, int max);

  /**
   * Cancels the live runs of a function whose event's data contains this JSON object, and the runs that they wait for, in one
   * transaction. The run that a scheduled event is yet to start is cancelled when that event fires.
   *
   * @return the runs that were live
   */
  Set<UUID> cancel(String functionId, String data);
}
