package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.testing.memory.Rows.Accepted;
import dev.stepwell.testing.memory.Rows.KeyedEvent;
import dev.stepwell.testing.memory.Rows.StepKey;
import dev.stepwell.testing.memory.Rows.Taken;
import dev.stepwell.testing.memory.Rows.Wait;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Ends waits by the rule of {@link dev.stepwell.runtime.store.Waits}; within a transaction. */
final class WaitRule {
  private final MemoryTables tables;
  private final Waking waking;
  private final EventText text;

  WaitRule(MemoryTables tables, Waking waking, EventText text) {
    this.tables = tables;
    this.waking = waking;
    this.text = text;
  }

  /**
   * Ends the waits by these keys that have an event. Wakes their runs, except for waits that check themselves. Of a run that waits for the
   * first of several events, all waits are considered: which event such a wait takes depends on what the others take.
   */
  void end(Collection<MatchKey> keys, Predicate<StepKey> which, Predicate<StepKey> asks) {
    Set<UUID> runsForAny = tables.waits.values().stream()
        .filter(wait -> wait.keys().size() > 1)
        .map(wait -> wait.step().runId())
        .collect(Collectors.toSet());
    List<Wait> waits = tables.waits.values().stream()
        .filter(wait -> wait.keys().stream().anyMatch(keys::contains)
            || runsForAny.contains(wait.step().runId()))
        .filter(wait -> which.test(wait.step()))
        .toList();
    for (Wait wait : waits) {
      candidate(wait).ifPresent(event -> end(wait, event, asks.test(wait.step())));
    }
  }

  private void end(Wait wait, KeyedEvent event, boolean asks) {
    StepKey step = wait.step();
    tables.taken.add(
        new Taken(step.runId(), event.eventId(), step.stepId(), tables.nextPosition()));
    Accepted accepted = Objects.requireNonNull(tables.events.get(event.eventId()));
    String result = text.of(accepted.event());
    if (asks) {
      waking.answer(step.runId(), step.stepId(), result, event.at());
    } else {
      waking.complete(step.runId(), step.stepId(), result, event.at());
    }
  }

  private Optional<KeyedEvent> candidate(Wait wait) {
    return wait.keys().stream()
        .flatMap(key -> tables.keyedEvents.getOrDefault(key, Map.of()).values().stream())
        .filter(event -> counts(wait, event))
        .filter(event -> !startedTheRun(wait, event) && !isTaken(wait, event))
        .min(Comparator.comparing(KeyedEvent::at).thenComparing(KeyedEvent::position));
  }

  private boolean counts(Wait wait, KeyedEvent event) {
    return !event.at().isAfter(wait.until())
        && (cameAfter(wait, event) || looksBackTo(wait, event));
  }

  private static boolean cameAfter(Wait wait, KeyedEvent event) {
    return event.position() > wait.position();
  }

  /** If the clock stands still, events before and after the creation of the run have its time. */
  private boolean looksBackTo(Wait wait, KeyedEvent event) {
    Instant since = wait.since();
    if (since == null || event.at().isBefore(since)) {
      return false;
    }
    RunRow row = tables.runs.get(wait.step().runId());
    boolean atCreation =
        row != null && since.equals(row.run().createdAt()) && event.at().equals(since);
    return !atCreation
        || event.position() > tables.createdAt.getOrDefault(wait.step().runId(), 0L);
  }

  private boolean startedTheRun(Wait wait, KeyedEvent event) {
    RunRow row = tables.runs.get(wait.step().runId());
    return row != null
        && (row.run().eventId().equals(event.eventId())
            || tables.gathered.getOrDefault(row.run().id(), List.of()).contains(event.eventId()));
  }

  private boolean isTaken(Wait wait, KeyedEvent event) {
    return tables.taken.stream()
        .filter(taken ->
            taken.runId().equals(wait.step().runId()) && taken.eventId().equals(event.eventId()))
        .anyMatch(taken -> wait.position() > taken.position() || !cameAfter(wait, event));
  }
}
