package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.store.Singletons;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.Rows.RuleKey;
import dev.stepwell.testing.memory.Rows.SingletonChange;
import dev.stepwell.testing.memory.Rows.SingletonRow;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets runs of singletons start when the runs for which they wait have ended. */
final class MemorySingletons implements Singletons {
  private final MemoryTables tables;
  private final Clock clock;
  private final RunEndings ending;

  MemorySingletons(MemoryTables tables, Clock clock, RunEndings ending) {
    this.tables = tables;
    this.clock = clock;
    this.ending = ending;
  }

  @Override
  public Settled settle(Instant now, int max) {
    return tables.transaction(() -> {
      List<SingletonChange> due = tables.singletonChanges.stream()
          .filter(change -> !change.dueAt().isAfter(now))
          .limit(max)
          .toList();
      tables.singletonChanges.removeAll(due);
      Set<UUID> cancelled = new LinkedHashSet<>();
      for (SingletonChange change : due) {
        List<Map.Entry<RuleKey, SingletonRow>> concerned = tables.singletons.entrySet().stream()
            .filter(entry -> entry.getValue().names(change.runId()))
            .toList();
        for (Map.Entry<RuleKey, SingletonRow> entry : concerned) {
          cancelled.addAll(settle(entry.getKey(), entry.getValue()));
        }
      }
      return new Settled(due.size(), cancelled, null);
    });
  }

  private Set<UUID> settle(RuleKey key, SingletonRow row) {
    RunRow next = live(row.next());
    if (live(row.current()) != null) {
      if (next == null) {
        tables.singletons.put(key, new SingletonRow(row.current(), null, false));
        return Set.of();
      }
      return row.cancelling() ? ending.cancel(List.of(row.current()), Run.BY_SINGLETON) : Set.of();
    }
    if (tables.stopping.containsKey(row.current())) {
      return Set.of();
    }
    if (next == null) {
      tables.singletons.remove(key);
    } else {
      promote(key, next);
    }
    return Set.of();
  }

  private @Nullable RunRow live(@Nullable UUID runId) {
    return runId == null ? null : tables.live(runId);
  }

  private void promote(RuleKey key, RunRow next) {
    if (next.run().status() == RunStatus.WAITING) {
      Instant now = clock.now();
      Instant gatheredAt = tables.gatheredAt.getOrDefault(next.run().id(), now);
      tables.put(gatheredAt.isAfter(now) ? next.waiting(gatheredAt) : next.queued(now));
      tables.announce(News.DUE);
    }
    tables.singletons.put(key, new SingletonRow(next.run().id(), null, false));
  }

  @Override
  public void stopped(UUID workerId, Collection<UUID> runIds) {
    tables.change(() -> runIds.forEach(run -> {
      if (tables.stopping.remove(run, workerId)) {
        tables.singletonChanged(run, clock.now());
      }
    }));
  }
}
