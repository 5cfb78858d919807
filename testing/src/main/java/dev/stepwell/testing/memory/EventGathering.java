package dev.stepwell.testing.memory;

import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StartRules.Gathering;
import dev.stepwell.runtime.model.StartRules.Keyed;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.time.TimeRange;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.Rows.Cancellable;
import dev.stepwell.testing.memory.Rows.GatheringRow;
import dev.stepwell.testing.memory.Rows.RuleKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds events to runs that gather several before they start; within a transaction. */
final class EventGathering {
  private final MemoryTables tables;

  EventGathering(MemoryTables tables) {
    this.tables = tables;
  }

  /** Adds the event to a run that gathers, if there is one that takes it; returns that run, or null. */
  @Nullable
  UUID join(StoredEvent event, NewRun run, Instant now) {
    StartRules rules = run.rules();
    if (rules == null) {
      return null;
    }
    if (rules.debounce() != null) {
      return join(event, run, rules.debounce(), now);
    }
    return rules.batch() != null && rules.batch().joins()
        ? join(event, run, rules.batch(), now)
        : null;
  }

  /** When a run that was just stored starts, if it gathers events; null if it does not. */
  @Nullable
  Instant begin(StoredEvent event, NewRun run, Instant now) {
    StartRules rules = run.rules();
    if (rules == null || !rules.gathers()) {
      return null;
    }
    link(run.id(), event);
    Keyed<DebounceDefinition> debounce = rules.debounce();
    if (debounce != null) {
      tables.gathering.put(
          new RuleKey(run.functionId(), debounce.key()),
          new GatheringRow(run.id(), now, TimeRange.clamp(event.time()), 1, 0));
      return gathered(run.id(), dueAt(debounce.rule(), now, now));
    }
    Gathering batch = Objects.requireNonNull(rules.batch());
    RuleKey key = new RuleKey(run.functionId(), batch.key());
    long bytes = bytes(event);
    if (batch.rule().maxSize() == 1 || bytes >= batch.rule().maxBytes()) {
      tables.gathering.remove(key);
      return gathered(run.id(), now);
    }
    tables.gathering.put(key, new GatheringRow(run.id(), now, event.time(), 1, bytes));
    return gathered(run.id(), TimeRange.after(now, batch.rule().timeout()));
  }

  private Instant gathered(UUID runId, Instant at) {
    tables.gatheredAt.put(runId, at);
    return at;
  }

  private @Nullable UUID join(
      StoredEvent event, NewRun run, Keyed<DebounceDefinition> debounce, Instant now) {
    RuleKey key = new RuleKey(run.functionId(), debounce.key());
    GatheringRow row = open(key);
    if (row == null) {
      return null;
    }
    Instant time = TimeRange.clamp(event.time());
    boolean last = !time.isBefore(row.eventTime());
    link(row.runId(), event);
    tables.gathering.put(
        key,
        new GatheringRow(
            row.runId(), row.firstAt(), last ? time : row.eventTime(), row.size() + 1, 0));
    move(row.runId(), dueAt(debounce.rule(), row.firstAt(), now), last ? event.id() : null);
    if (last) {
      tables.cancellables.removeIf(cancellable -> cancellable.runId().equals(row.runId()));
      run.cancelledBy()
          .forEach(match -> tables.cancellables.add(new Cancellable(match, row.runId())));
    }
    return row.runId();
  }

  private @Nullable UUID join(StoredEvent event, NewRun run, Gathering batch, Instant now) {
    RuleKey key = new RuleKey(run.functionId(), batch.key());
    GatheringRow row = open(key);
    if (row == null) {
      return null;
    }
    BatchDefinition rule = batch.rule();
    long bytes = row.bytes() + bytes(event);
    if (bytes > rule.maxBytes()) {
      close(key, row.runId(), now);
      return null;
    }
    link(row.runId(), event);
    tables.gathering.put(
        key, new GatheringRow(row.runId(), row.firstAt(), row.eventTime(), row.size() + 1, bytes));
    if (row.size() + 1 >= rule.maxSize() || bytes >= rule.maxBytes()) {
      close(key, row.runId(), now);
    }
    return row.runId();
  }

  /** The run of the key that has not started; null if there is none. */
  private @Nullable GatheringRow open(RuleKey key) {
    GatheringRow row = tables.gathering.get(key);
    RunRow run = row == null ? null : tables.live(row.runId());
    return run != null && run.run().status() == RunStatus.WAITING && run.run().startedAt() == null
        ? row
        : null;
  }

  private void close(RuleKey key, UUID runId, Instant now) {
    tables.gathering.remove(key);
    gathered(runId, now);
    RunRow row = Objects.requireNonNull(tables.live(runId));
    if (row.run().dueAt() != null) {
      tables.put(row.queued(now));
      tables.announce(News.DUE);
    }
  }

  /** A run that waits for the end of another one is moved by that end alone. */
  private void move(UUID runId, Instant dueAt, @Nullable String eventId) {
    gathered(runId, dueAt);
    RunRow row = Objects.requireNonNull(tables.live(runId));
    RunRow replaced = eventId == null ? row : row.withEvent(eventId);
    tables.put(row.run().dueAt() == null ? replaced : replaced.waiting(dueAt));
  }

  private void link(UUID runId, StoredEvent event) {
    tables.gathered.computeIfAbsent(runId, any -> new ArrayList<>()).add(event.id());
  }

  private static Instant dueAt(DebounceDefinition debounce, Instant firstAt, Instant now) {
    Instant quiet = TimeRange.after(now, debounce.period());
    Instant latest =
        debounce.timeout() == null ? quiet : TimeRange.after(firstAt, debounce.timeout());
    return latest.isBefore(quiet) ? latest : quiet;
  }

  private static long bytes(StoredEvent event) {
    return event.data().getBytes(StandardCharsets.UTF_8).length;
  }
}
