package dev.stepwell.runtime.store;

import java.util.Set;
import java.util.UUID;

/** Cancels by call. */
public interface Cancellations {
  /**
   * Cancels the run, in one transaction.
   *
   * @return whether it was live
   */
  boolean cancel(UUID runId);

  /**
   * Cancels the live runs of a function whose event's data contains this JSON object, in one transaction.
   *
   * @return the runs that were live
   */
  Set<UUID> cancel(String functionId, String data);
}
