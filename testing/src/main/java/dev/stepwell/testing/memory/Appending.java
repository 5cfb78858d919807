package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.TimeRange;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.Rows.Accepted;
import dev.stepwell.testing.memory.Rows.Cancellable;
import dev.stepwell.testing.memory.Rows.CancelledStart;
import dev.stepwell.testing.memory.Rows.Deferred;
import dev.stepwell.testing.memory.Rows.KeyedEvent;
import dev.stepwell.testing.memory.Rows.Order;
import dev.stepwell.testing.memory.Rows.RuleKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores events with their effects; within a transaction. */
final class Appending {
  private final MemoryTables tables;
  private final Clock clock;
  private final RunEndings ending;
  private final StartDecisions decisions;
  private final EventGathering gathering;

  Appending(MemoryTables tables, Clock clock, RunEndings ending) {
    this.tables = tables;
    this.clock = clock;
    this.ending = ending;
    this.decisions = new StartDecisions(tables);
    this.gathering = new EventGathering(tables);
  }

  /** Whether the event was matched with the current functions and shapes. */
  boolean isCurrent(Dispatch dispatch) {
    return dispatch.functionsVersion() == tables.functionsVersion;
  }

  /**
   * Stores the event, if it is new.
   *
   * @param taker the worker that takes the new runs; null for none
   */
  EventLog.Accepted append(Dispatch dispatch, @Nullable UUID taker) {
    StoredEvent event = dispatch.event();
    if (tables.events.containsKey(event.id())) {
      return new EventLog.Accepted.Duplicate(startedBy(event.id()));
    }
    Instant now = clock.now();
    Instant time = TimeRange.clamp(event.time());
    StoredEvent stored =
        new StoredEvent(event.id(), event.name(), event.data(), time, event.headers());
    tables.events.put(event.id(), new Accepted(stored, now, tables.nextPosition()));
    dispatch.wakes().forEach(key -> tables.addKey(key, event.id(), now));
    dispatch.cancels().forEach(key -> tables.addKey(key, event.id(), now));
    defer(event, dispatch.deferred());
    Set<UUID> cancelled = cancel(event, dispatch.cancels(), now);
    List<UUID> started = new ArrayList<>();
    List<SkippedRun> skipped = new ArrayList<>();
    Set<UUID> taken = new LinkedHashSet<>();
    Set<UUID> joined = new LinkedHashSet<>();
    for (NewRun run : dispatch.starts()) {
      UUID live = start(event, run);
      if (live != null && tables.skipped.containsKey(live)) {
        skipped.add(Objects.requireNonNull(tables.skipped.get(live)));
      } else if (live != null) {
        started.add(live);
        if (!live.equals(run.id())) {
          joined.add(live);
        } else if (run.take() && run.limits() == null && take(live, taker)) {
          taken.add(live);
        }
      }
    }
    return new EventLog.Accepted.Stored(taken, started, cancelled, now, skipped, joined);
  }

  /** As {@link #append}, of what a sender waits for: an event is not accepted if too many runs wait. */
  EventLog.Accepted appendSent(Dispatch dispatch, @Nullable UUID taker) {
    EventLog.Accepted full = full(dispatch);
    return full == null ? append(dispatch, taker) : full;
  }

  /** Whether one of these events, which are stored together, is not accepted. Those that were accepted before take no place. */
  boolean isAnyFull(List<Dispatch> dispatches) {
    Map<RuleKey, Integer> added = new HashMap<>();
    Set<String> counted = new HashSet<>(tables.events.keySet());
    return dispatches.stream()
        .filter(dispatch -> counted.add(dispatch.event().id()))
        .anyMatch(dispatch -> decisions.full(dispatch, added) != null);
  }

  private EventLog.Accepted.@Nullable BacklogFull full(Dispatch dispatch) {
    return tables.events.containsKey(dispatch.event().id())
        ? null
        : decisions.full(dispatch, new HashMap<>());
  }

  private List<UUID> startedBy(String eventId) {
    return tables.runs.values().stream()
        .map(RunRow::run)
        .filter(run -> run.rerunOf() == null)
        .filter(run -> run.eventId().equals(eventId)
            || tables.gathered.getOrDefault(run.id(), List.of()).contains(eventId))
        .sorted(Comparator.comparing(Run::functionId))
        .map(Run::id)
        .toList();
  }

  private void defer(StoredEvent event, @Nullable Deferral deferral) {
    if (deferral != null) {
      tables.deferred.add(new Deferred(
          event.id(),
          deferral.effects(),
          TimeRange.clamp(deferral.dueAt()),
          tables.nextPosition()));
      tables.announce(News.EFFECTS);
    }
  }

  /** Cancels the runs of these keys that existed at that time, except those that the event itself started. */
  Set<UUID> cancel(StoredEvent event, List<MatchKey> keys, Instant startedUntil) {
    List<UUID> matching = tables.cancellables.stream()
        .filter(cancellable -> keys.contains(cancellable.key()))
        .map(Cancellable::runId)
        .filter(runId -> {
          RunRow row = tables.live(runId);
          return row != null
              && !row.run().eventId().equals(event.id())
              && !row.run().createdAt().isAfter(startedUntil);
        })
        .toList();
    return ending.cancel(matching, event.id());
  }

  /** Starts the run, unless it was ordered before; returns the run that gets the event, which may be one that was there. Null for none. */
  @Nullable
  UUID start(StoredEvent event, NewRun run) {
    Instant now = clock.now();
    if (run.idempotencyKey() != null) {
      Order order = new Order(run.functionId(), run.idempotencyKey());
      Instant until = tables.orders.get(order);
      if (until != null && until.isAfter(now)) {
        return null;
      }
      tables.orders.put(order, TimeRange.after(now, run.idempotencyPeriod()));
    }
    UUID joined = gathering.join(event, run, now);
    if (joined != null) {
      return joined;
    }
    insert(event.id(), run, null);
    Instant dueAt = gathering.begin(event, run, now);
    RunRow row = tables.live(run.id());
    if (dueAt != null && dueAt.isAfter(now) && row != null && row.run().dueAt() != null) {
      tables.put(row.waiting(dueAt));
    }
    return run.id();
  }

  /** Stores the run, due now or as the rules on starts say. */
  void insert(String eventId, NewRun run, @Nullable UUID rerunOf) {
    Instant now = clock.now();
    StartDecisions.Outcome outcome = decisions.decide(run, run.rules(), now);
    tables.put(new RunRow(
        new Run(
            run.id(),
            run.functionId(),
            eventId,
            RunStatus.QUEUED,
            null,
            null,
            null,
            run.caller(),
            rerunOf,
            now,
            now,
            null,
            null),
        null,
        false));
    tables.limits.add(run.id(), run.limits());
    tables.createdAt.put(run.id(), tables.nextPosition());
    if (run.rules() != null && run.rules().headStart() != 0) {
      tables.headStarts.put(run.id(), run.rules().headStart());
    }
    run.cancelledBy().forEach(key -> tables.cancellables.add(new Cancellable(key, run.id())));
    if (outcome.waits()) {
      tables.put(Objects.requireNonNull(tables.live(run.id())).waiting(null));
    }
    outcome.replaced().forEach(ending::skip);
    if (outcome.skipped() != null) {
      ending.skip(outcome.skipped());
    }
    tables.announce(News.DUE);
  }

  private boolean take(UUID runId, @Nullable UUID taker) {
    RunRow row = tables.runs.get(runId);
    if (row == null || taker == null || !tables.workers.containsKey(taker)) {
      return false;
    }
    tables.put(row.claimed(taker, clock.now()));
    return true;
  }

  /**
   * Applies the deferred effects on runs.
   *
   * @return the cancelled runs
   */
  Set<UUID> settle(Accepted accepted, Deferred deferred, Dispatch dispatch) {
    StoredEvent event = accepted.event();
    Effects effects = deferred.effects();
    Set<UUID> cancelled = switch (effects) {
      case WAKES -> Set.of();
      case CANCELS -> cancel(event, dispatch.cancels(), accepted.at());
      case ALL -> cancel(event, dispatch.cancels(), clock.now());
    };
    if (effects == Effects.ALL) {
      Set<UUID> all = new LinkedHashSet<>(cancelled);
      for (NewRun run : dispatch.starts()) {
        String cancelledBy = cancelledBy(run, accepted, deferred.position());
        if (cancelledBy == null) {
          start(event, run);
        } else {
          start(event, run.cancelledBeforeItBegins());
          all.addAll(ending.cancel(List.of(run.id()), cancelledBy));
        }
      }
      tables.cancelledStarts.removeIf(start -> start.eventId().equals(event.id()));
      return all;
    }
    return cancelled;
  }

  /**
   * What has cancelled the run of a scheduled event before it starts: an event that was accepted after the scheduled one was sent, or a
   * call; null if nothing has.
   */
  private @Nullable String cancelledBy(NewRun run, Accepted accepted, long position) {
    String called =
        tables.cancelledStarts.contains(new CancelledStart(accepted.event().id(), run.functionId()))
            ? Run.BY_CALL
            : null;
    return run.cancelledBy().stream()
        .flatMap(key -> tables.keyedEvents.getOrDefault(key, Map.of()).values().stream())
        .filter(event -> event.position() > position
            && !event.at().isBefore(accepted.at())
            && !event.eventId().equals(accepted.event().id()))
        .min(Comparator.comparing(KeyedEvent::position))
        .map(KeyedEvent::eventId)
        .orElse(called);
  }
}
