package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Replacing;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import dev.stepwell.runtime.store.PublishedFunctions;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.Rows.PastPause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The published functions. */
final class MemoryFunctions implements PublishedFunctions {
  private final MemoryTables tables;
  private final Clock clock;

  MemoryFunctions(MemoryTables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public void publish(List<StoredFunction> functions) {
    tables.change(() -> {
      boolean changed = false;
      for (StoredFunction function : functions) {
        StoredFunction known = tables.functions.get(function.id());
        StoredFunction now = function.pausedAt(known == null ? null : known.pausedAt());
        if (!now.equals(known)) {
          tables.functions.remove(function.id());
          tables.functions.put(function.id(), now);
          tables.attendedAt.put(function.id(), clock.now());
          changed = true;
        }
      }
      if (changed) {
        tables.limits.published();
        tables.functionsVersion++;
        tables.announce(News.FUNCTIONS);
      }
    });
  }

  @Override
  public StoredFunctions load() {
    return tables.transaction(() -> new StoredFunctions(
        tables.functionsVersion,
        Replacing.resolved(
            tables.functions.values().stream().map(StoredFunction::undescribed).toList()),
        List.copyOf(tables.shapes)));
  }

  @Override
  public List<StoredFunction> describe() {
    return tables.transaction(() -> Replacing.resolved(tables.functions.values()));
  }

  @Override
  public boolean pause(String functionId, Instant at) {
    return tables.transaction(() -> {
      StoredFunction known = tables.functions.get(functionId);
      return known != null && !known.isPaused() && put(known.pausedAt(at));
    });
  }

  @Override
  public boolean resume(String functionId, Instant at) {
    return tables.transaction(() -> {
      StoredFunction known = tables.functions.get(functionId);
      if (known == null || !known.isPaused()) {
        return false;
      }
      Instant since = Objects.requireNonNull(known.pausedAt());
      tables.pastPauses.add(new PastPause(functionId, since, at));
      tables.announce(News.DUE);
      return put(known.pausedAt(null));
    });
  }

  @Override
  public Duration paused(String functionId, Instant from, Instant to) {
    return tables.transaction(() -> {
      List<PastPause> pauses = new ArrayList<>(tables.pastPauses);
      Instant since = tables.pausedAt(functionId);
      if (since != null) {
        pauses.add(new PastPause(functionId, since, to));
      }
      return pauses.stream()
          .filter(pause -> pause.functionId().equals(functionId))
          .map(pause -> pause.within(from, to))
          .reduce(Duration.ZERO, Duration::plus);
    });
  }

  @Override
  public List<String> forget(String functionId) {
    return tables.transaction(() -> {
      List<String> workers = tables.workersOf(functionId, clock.now());
      if (workers.isEmpty()) {
        tables.schedules.removeIf(schedule -> schedule.functionId().equals(functionId));
        if (tables.functions.remove(functionId) != null) {
          tables.limits.published();
          tables.functionsVersion++;
          tables.announce(News.FUNCTIONS);
          tables.announce(News.DUE);
        }
      }
      return workers;
    });
  }

  private boolean put(StoredFunction function) {
    tables.functions.put(function.id(), function);
    tables.functionsVersion++;
    tables.announce(News.FUNCTIONS);
    return true;
  }
}
