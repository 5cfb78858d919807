package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.WorkerDeaths;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows without logic. */
final class Rows {
  private Rows() {}

  /** An event, and when it was accepted. */
  record Accepted(StoredEvent event, Instant at, long position) {}

  /** Deferred effects of an event. */
  record Deferred(String eventId, Deferral.Effects effects, Instant dueAt, long position) {
    Deferred until(Instant later) {
      return new Deferred(eventId, effects, later, position);
    }
  }

  /** An event under a key of waits. For a scheduled event, {@code at} is when it fired. */
  record KeyedEvent(MatchKey key, String eventId, Instant at, long position) {}

  /** A wait of a run for the first event of some keys; {@code position} is that of its beginning in the order of storing. */
  record Wait(
      StepKey step,
      List<MatchKey> keys,
      long position,
      @Nullable Instant since,
      Instant until) {}

  /** Records that a wait took the event when this was the last position. */
  record Taken(UUID runId, String eventId, String stepId, long position) {}

  /** The deaths of workers that held a run, and whether it waits for an otherwise idle worker. */
  record Suspect(WorkerDeaths deaths, boolean solitary) {}

  /** A step of a run, as an address. */
  record StepKey(UUID runId, String stepId) {}

  /** Records that events of this key cancel the run. */
  record Cancellable(MatchKey key, UUID runId) {}

  /** Records that the run of this function that the scheduled event starts is cancelled. */
  record CancelledStart(String eventId, String functionId) {}

  /** An idempotency key of a function, which is taken. */
  record Order(String functionId, String idempotencyKey) {}

  /** A function, and the value of the key of one of its rules on starts. */
  record RuleKey(String functionId, String key) {}

  /** The live runs of a key of a singleton; {@code cancelling} says whether the first is to be cancelled for the other. */
  record SingletonRow(UUID current, @Nullable UUID next, boolean cancelling) {
    boolean names(UUID runId) {
      return current.equals(runId) || runId.equals(next);
    }
  }

  /** The run of a key that gathers events. */
  record GatheringRow(UUID runId, Instant firstAt, Instant eventTime, int size, long bytes) {}

  /** A pause of a function that is over. */
  record PastPause(String functionId, Instant from, Instant until) {
    /** How long it was between these times. */
    Duration within(Instant since, Instant to) {
      Instant begun = from.isBefore(since) ? since : from;
      Instant ended = until.isAfter(to) ? to : until;
      return ended.isAfter(begun) ? Duration.between(begun, ended) : Duration.ZERO;
    }
  }

  /** That the singleton of this run is to be looked at. */
  record SingletonChange(UUID runId, Instant dueAt) {}

  /** A worker and its lease. */
  record Worker(
      UUID id,
      String name,
      Set<String> functionIds,
      Instant startedAt,
      Instant heartbeatAt,
      Instant leaseUntil) {
    Worker heard(Instant now, Duration lease) {
      return new Worker(id, name, functionIds, startedAt, now, now.plus(lease));
    }
  }
}
