package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.testing.memory.Rows.Accepted;
import dev.stepwell.testing.memory.Rows.Deferred;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Events with deferred effects. */
final class MemoryDeferredEvents implements DeferredEvents {
  /** How long an event is postponed whose effects cannot be determined. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final MemoryTables tables;
  private final Appending appending;
  private final WaitRule rule;

  MemoryDeferredEvents(MemoryTables tables, Appending appending, WaitRule rule) {
    this.tables = tables;
    this.appending = appending;
    this.rule = rule;
  }

  private record Due(Deferred deferred, Accepted event, Dispatch dispatch) {}

  @Override
  public Settled settle(Instant now, int max, long functionsVersion, Matcher matcher) {
    return tables.transaction(() -> {
      if (functionsVersion != tables.functionsVersion) {
        return Settled.CHANGED;
      }
      List<Due> due = due(now, max, matcher);
      Set<UUID> cancelled = new LinkedHashSet<>();
      due.forEach(one -> addKeys(one, one.dispatch.cancels(), now));
      for (Due one : due) {
        tables.deferred.remove(one.deferred);
        cancelled.addAll(appending.settle(one.event, one.deferred, one.dispatch));
        addKeys(one, one.dispatch.wakes(), now);
      }
      due.forEach(one -> rule.end(one.dispatch.wakes(), wait -> true, wait -> false));
      return new Settled(due.size(), cancelled, due.size() == max, false);
    });
  }

  /** Other transactions see a scheduled event as accepted when it fires. */
  private void addKeys(Due one, List<MatchKey> keys, Instant now) {
    Instant at = one.deferred.effects() == Effects.ALL ? now : one.event.at();
    keys.forEach(key -> tables.addKey(key, one.deferred.eventId(), at));
  }

  @Override
  public boolean withdraw(String eventId) {
    return tables.transaction(() -> {
      boolean pending = tables.deferred.removeIf(
          deferred -> deferred.effects() == Effects.ALL && deferred.eventId().equals(eventId));
      if (pending) {
        tables.events.remove(eventId);
        tables.cancelledStarts.removeIf(start -> start.eventId().equals(eventId));
      }
      return pending;
    });
  }

  @Override
  public boolean isStored(String eventId) {
    return tables.transaction(() -> tables.events.containsKey(eventId));
  }

  private List<Due> due(Instant now, int max, Matcher matcher) {
    List<Due> due = new ArrayList<>();
    tables.deferred.stream()
        .filter(deferred -> !deferred.dueAt().isAfter(now))
        .sorted(Comparator.comparing(Deferred::dueAt))
        .toList()
        .forEach(deferred -> {
          Accepted event = Objects.requireNonNull(tables.events.get(deferred.eventId()));
          Dispatch dispatch =
              due.size() < max ? matcher.match(event.event(), deferred.effects()) : null;
          if (dispatch != null) {
            due.add(new Due(deferred, event, dispatch));
          } else if (due.size() < max) {
            tables.deferred.remove(deferred);
            tables.deferred.add(deferred.until(now.plus(PAUSE)));
          }
        });
    return due;
  }
}
