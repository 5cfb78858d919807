package dev.stepwell.testing.memory;

import dev.stepwell.runtime.store.Logouts;
import java.time.Instant;

/** Logouts in memory. */
final class MemoryLogouts implements Logouts {
  private final MemoryTables tables;

  MemoryLogouts(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public void add(String sessionId, Instant until, Instant now) {
    tables.change(() -> {
      tables.logouts.putIfAbsent(sessionId, until);
      tables.logouts.values().removeIf(end -> !end.isAfter(now));
    });
  }

  @Override
  public boolean contains(String sessionId) {
    return tables.transaction(() -> tables.logouts.containsKey(sessionId));
  }
}
