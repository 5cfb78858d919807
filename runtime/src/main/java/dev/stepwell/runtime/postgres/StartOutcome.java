package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.SkippedRun;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What became of new runs that are not stored as runs that are due. */
final class StartOutcome {
  /** Those that are not stored, because their idempotency key is taken. */
  final Set<UUID> refused = new HashSet<>();

  /** Those that are recorded as skipped. */
  final Map<UUID, SkippedRun> skipped = new HashMap<>();

  /** Those that are not stored because another run gets their event; and that run. */
  final Map<UUID, UUID> joined = new HashMap<>();

  /** Those that the worker would take, and that wait for their limits. */
  final Set<UUID> waiting = new HashSet<>();

  /** Whether the run is stored and live. */
  boolean isLive(UUID runId) {
    return !refused.contains(runId) && !skipped.containsKey(runId) && !joined.containsKey(runId);
  }
}
