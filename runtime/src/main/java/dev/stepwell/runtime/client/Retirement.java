package dev.stepwell.runtime.client;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.store.Cancellations;
import dev.stepwell.runtime.store.PublishedFunctions;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Retires functions that were removed from the code. */
public final class Retirement {
  private static final int MAX_RUNS = 1_000;

  private final PublishedFunctions functions;
  private final Cancellations cancellations;

  /** Uses these ports. */
  public Retirement(PublishedFunctions functions, Cancellations cancellations) {
    this.functions = functions;
    this.cancellations = cancellations;
  }

  /**
   * Removes a function and its schedules, and cancels its live runs and those of its failure handler. Repeat it if it was interrupted. A
   * worker that registers the function later publishes it again.
   *
   * @return how many runs were cancelled, including runs that those had invoked
   * @throws IllegalStateException if a live worker executes the function; nothing is changed
   */
  public int retire(String functionId) {
    if (!Identifiers.isStorable(functionId)) {
      return 0;
    }
    List<String> workers = functions.forget(functionId);
    if (!workers.isEmpty()) {
      throw new IllegalStateException("function " + functionId + " is not retired: "
          + String.join(", ", workers) + (workers.size() == 1 ? " executes" : " execute")
          + " it. Deploy code without it first, or pause it");
    }
    functions.forget(functionId + StoredFunction.ON_CANCEL);
    return cancelAll(functionId)
        + cancelAll(functionId + StoredFunction.ON_FAILURE)
        + cancelAll(functionId + StoredFunction.ON_CANCEL);
  }

  private int cancelAll(String functionId) {
    int count = 0;
    Set<UUID> cancelled;
    do {
      cancelled = cancellations.cancelRetired(functionId, MAX_RUNS);
      count += cancelled.size();
    } while (!cancelled.isEmpty());
    return count;
  }
}
