package dev.stepwell.testing.memory;

import dev.stepwell.runtime.codec.EventMatching;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Cancellations;
import dev.stepwell.testing.memory.Rows.CancelledStart;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Cancels runs by call. */
final class MemoryCancellations implements Cancellations {
  private final MemoryTables tables;
  private final RunEndings ending;
  private final Json json;

  MemoryCancellations(MemoryTables tables, RunEndings ending, Json json) {
    this.tables = tables;
    this.ending = ending;
    this.json = json;
  }

  @Override
  public Set<UUID> cancel(UUID runId) {
    return tables.transaction(() -> ending.cancel(List.of(runId), Run.BY_CALL));
  }

  @Override
  public Set<UUID> cancel(String functionId, String data) {
    EventMatching match = new EventMatching(json, data);
    return tables.transaction(() -> {
      List<UUID> matching = tables.live().stream()
          .map(RunRow::run)
          .filter(run -> run.functionId().equals(functionId) && match.admits(dataOf(run.eventId())))
          .map(Run::id)
          .toList();
      tables.deferred.stream()
          .filter(later -> later.effects() == Effects.ALL && match.admits(dataOf(later.eventId())))
          .forEach(
              later -> tables.cancelledStarts.add(new CancelledStart(later.eventId(), functionId)));
      return ending.cancel(matching, Run.BY_CALL);
    });
  }

  @Override
  public Set<UUID> cancelRetired(String functionId, int max) {
    return tables.transaction(() -> ending.cancel(
        tables.live().stream()
            .map(RunRow::run)
            .filter(run -> run.functionId().equals(functionId))
            .map(Run::id)
            .limit(max)
            .toList(),
        Run.BY_RETIREMENT));
  }

  private String dataOf(String eventId) {
    return Objects.requireNonNull(tables.events.get(eventId)).event().data();
  }
}
