package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Retention;
import dev.stepwell.testing.memory.Rows.Accepted;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Deletes old runs and events. */
final class MemoryRetention implements Retention {
  private final MemoryTables tables;

  MemoryRetention(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public boolean deleteEnded(Instant before, int max) {
    return tables.transaction(() -> {
      List<UUID> runs = tables.runs.values().stream()
          .map(RunRow::run)
          .filter(run -> run.endedAt() != null && run.endedAt().isBefore(before))
          .map(Run::id)
          .limit(max)
          .toList();
      for (UUID runId : runs) {
        tables.runs.remove(runId);
        tables.steps.remove(runId);
        tables.failedAttempts.remove(runId);
        tables.createdAt.remove(runId);
        tables.taken.removeIf(taken -> taken.runId().equals(runId));
      }
      List<String> events = tables.events.values().stream()
          .filter(event -> event.at().isBefore(before) && !isNeeded(event))
          .map(accepted -> accepted.event().id())
          .limit(max)
          .toList();
      events.forEach(tables.events::remove);
      tables.keyedEvents.values().forEach(keyed -> keyed.keySet().removeAll(events));
      return runs.size() == max || events.size() == max;
    });
  }

  /** Whether the event still has a run or deferred effects. */
  private boolean isNeeded(Accepted accepted) {
    String id = accepted.event().id();
    return tables.runs.values().stream().anyMatch(row -> row.run().eventId().equals(id))
        || tables.deferred.stream().anyMatch(deferred -> deferred.eventId().equals(id));
  }
}
