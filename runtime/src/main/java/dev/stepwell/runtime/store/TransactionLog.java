package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Dispatch;
import java.util.List;

/** Accepts events in one transaction of a caller. */
public interface TransactionLog extends EventLog {
  /**
   * Like {@link #append(Dispatch)}, for several events: two transactions that do this at the same time do not wait for each other.
   *
   * @return the results in the order of the events; all of them or none are {@link Accepted.FunctionsChanged}
   */
  List<Accepted> appendAll(List<Dispatch> dispatches);
}
