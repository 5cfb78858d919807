package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.testing.memory.Rows.Accepted;
import dev.stepwell.testing.memory.Rows.Deferred;
import dev.stepwell.testing.memory.Rows.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Events whose effects come later. */
final class MemoryDeferredEvents implements DeferredEvents {
  private final MemoryTables tables;
  private final Appending appending;
  private final Waking waking;
  private final EventText text;

  MemoryDeferredEvents(MemoryTables tables, Appending appending, Waking waking, EventText text) {
    this.tables = tables;
    this.appending = appending;
    this.waking = waking;
    this.text = text;
  }

  private record Due(Deferred deferred, Accepted event, Dispatch dispatch) {}

  @Override
  public Settled settle(Instant now, int most, long functionsVersion, Matcher matcher) {
    return tables.transaction(() -> {
      if (functionsVersion != tables.functionsVersion) {
        return new Settled(0, Set.of(), true);
      }
      List<Due> due = due(now, most, matcher);
      Set<UUID> cancelled = new LinkedHashSet<>();
      for (Due one : due) {
        tables.deferred.remove(one.deferred);
        cancelled.addAll(appending.settle(one.event, one.deferred.effects(), one.dispatch));
        for (StepKey wait : ended(one)) {
          waking.complete(wait.runId(), wait.stepId(), text.of(one.event.event()));
        }
      }
      return new Settled(due.size(), cancelled, false);
    });
  }

  /** The waits that the event ends: those that it matches, of runs none of whose waits had found it by looking back. */
  private List<StepKey> ended(Due due) {
    return tables.waits.entrySet().stream()
        .filter(wait -> due.dispatch.wakes().contains(wait.getValue()))
        .map(Map.Entry::getKey)
        .filter(wait -> !hasTaken(wait.runId(), due.event.event()))
        .toList();
  }

  private boolean hasTaken(UUID runId, Event event) {
    return tables.stepsOf(runId).values().stream()
        .filter(step -> step.kind() == StepKind.WAIT)
        .map(StepRecord::result)
        .anyMatch(result -> result != null && text.isOf(result, event));
  }

  private List<Due> due(Instant now, int most, Matcher matcher) {
    List<Due> due = new ArrayList<>();
    tables.deferred.stream()
        .filter(deferred -> !deferred.dueAt().isAfter(now))
        .sorted(Comparator.comparing(Deferred::dueAt))
        .limit(most)
        .forEach(deferred -> {
          Accepted event = Objects.requireNonNull(tables.events.get(deferred.eventId()));
          due.add(new Due(deferred, event, matcher.match(event.event(), deferred.effects())));
        });
    return due;
  }
}
