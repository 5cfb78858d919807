package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Retention;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.Rows.Accepted;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Deletes old runs and events. */
final class MemoryRetention implements Retention {
  private final MemoryTables tables;
  private final Clock clock;

  MemoryRetention(MemoryTables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
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
        tables.gathered.remove(runId);
        tables.gatheredAt.remove(runId);
        tables.headStarts.remove(runId);
        tables.counted.remove(runId);
        tables.skipped.remove(runId);
        tables.taken.removeIf(taken -> taken.runId().equals(runId));
      }
      List<String> events = tables.events.values().stream()
          .filter(event -> event.at().isBefore(before) && !isNeeded(event))
          .map(accepted -> accepted.event().id())
          .limit(max)
          .toList();
      events.forEach(tables.events::remove);
      tables.keyedEvents.values().forEach(keyed -> keyed.keySet().removeAll(events));
      deleteIdle();
      return runs.size() == max || events.size() == max;
    });
  }

  /** What limits and rules on starts have kept of keys of which nothing runs, waits or is due. */
  private void deleteIdle() {
    Instant now = clock.now();
    tables.limits.forget(now);
    tables.gathering.values().removeIf(row -> {
      RunRow run = tables.live(row.runId());
      return run == null || run.run().startedAt() != null;
    });
  }

  /** Whether the event still has a run or deferred effects. */
  private boolean isNeeded(Accepted accepted) {
    String id = accepted.event().id();
    return tables.runs.values().stream().anyMatch(row -> row.run().eventId().equals(id))
        || tables.gathered.values().stream().anyMatch(gathered -> gathered.contains(id))
        || tables.deferred.stream().anyMatch(deferred -> deferred.eventId().equals(id));
  }
}
