package dev.stepwell.testing.memory;

import dev.stepwell.runtime.store.Signals;
import java.util.UUID;

/** Signals to listeners of the same process, by the thread that caused them. */
final class MemorySignals implements Signals {
  private final MemoryTables tables;

  MemorySignals(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public Listening listen(UUID workerId, Listener listener) {
    tables.add(listener);
    return () -> tables.remove(listener);
  }
}
