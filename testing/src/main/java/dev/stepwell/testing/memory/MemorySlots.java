package dev.stepwell.testing.memory;

import dev.stepwell.runtime.store.Slots;
import java.util.UUID;

/** The slots of parallel branches. */
final class MemorySlots implements Slots {
  private final MemoryTables tables;
  private final Holder holder;

  MemorySlots(MemoryTables tables, Holder holder) {
    this.tables = tables;
    this.holder = holder;
  }

  @Override
  public int take(UUID runId, int count) {
    return tables.transaction(() -> tables.limits.takeMore(runId, holder.workerId(), count));
  }

  @Override
  public void release(UUID runId, int count) {
    tables.change(() -> tables.limits.releaseSome(runId, holder.workerId(), count));
  }
}
