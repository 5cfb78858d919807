package dev.stepwell.testing.memory;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.Rows.Accepted;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What waits need beyond the journal. */
final class MemoryWaits implements Waits {
  private final MemoryTables tables;
  private final Json json;

  MemoryWaits(MemoryTables tables, Json json) {
    this.tables = tables;
    this.json = json;
  }

  /** Always true: no transaction is open while this one happens. */
  @Override
  public boolean listen(WaitShape shape) {
    return tables.transaction(() -> {
      if (tables.shapes.add(shape)) {
        tables.functionsVersion++;
        tables.announce(News.FUNCTIONS);
      }
      return true;
    });
  }

  @Override
  public List<Event> find(WaitShape shape, String match, Instant since, int most) {
    String wanted = json.key(match, shape.fields());
    return tables.transaction(() -> tables.events.values().stream()
        .filter(accepted -> !accepted.at().isBefore(since))
        .map(Accepted::event)
        .filter(event -> event.name().equals(shape.event()))
        .filter(event ->
            wanted != null && Objects.equals(wanted, json.key(event.data(), shape.fields())))
        .filter(event -> !isOfTheFuture(event))
        .limit(most)
        .toList());
  }

  private boolean isOfTheFuture(Event event) {
    return tables.deferred.stream()
        .anyMatch(later -> later.effects() == Effects.ALL && later.eventId().equals(event.id()));
  }
}
