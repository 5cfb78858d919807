package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.MatchKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The rows that need no logic. */
final class Rows {
  private Rows() {}

  /** An event, and when it was accepted. */
  record Accepted(Event event, Instant at) {}

  /** Effects of an event that are still to come. */
  record Deferred(String eventId, Deferral.Effects effects, Instant dueAt) {}

  /** A step of a run, as an address. */
  record StepKey(UUID runId, String stepId) {}

  /** That events of this key cancel the run. */
  record Cancellable(MatchKey key, UUID runId) {}

  /** What was ordered of a function. */
  record Order(String functionId, String idempotencyKey) {}

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
