package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.store.EventLog;
import java.util.concurrent.CompletableFuture;

/** Accepts events. Each future is complete on return. */
final class MemoryEventLog implements EventLog {
  private final MemoryTables tables;
  private final Appending appending;
  private final Holder holder;

  MemoryEventLog(MemoryTables tables, Appending appending, Holder holder) {
    this.tables = tables;
    this.appending = appending;
    this.holder = holder;
  }

  @Override
  public CompletableFuture<Accepted> append(Dispatch dispatch) {
    return CompletableFuture.completedFuture(
        tables.<Accepted, RuntimeException>transaction(() -> appending.isCurrent(dispatch)
            ? appending.appendSent(dispatch, holder.workerId())
            : new Accepted.FunctionsChanged()));
  }
}
