package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.SkippedRun;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of new runs that are not stored as runs that are due. */
final class StartOutcome {
  /** Those that are not stored, because their idempotency key is taken. */
  final Set<UUID> refused = new HashSet<>();

  /** Those that are recorded as skipped. */
  final Map<UUID, SkippedRun> skipped = new HashMap<>();

  /** Those that are not stored because another run gets their event; and that run. */
  final Map<UUID, UUID> joined = new HashMap<>();

  /** Those whose event another run gets as the last of several; and that run, which may have been stored before. */
  final Map<UUID, UUID> receivers = new HashMap<>();

  /** Those that are stored with a later event than their own. */
  final Set<UUID> superseded = new HashSet<>();

  /** Those that the worker would take, and that wait for their limits. */
  final Set<UUID> waiting = new HashSet<>();

  /** The live run that gets the event of this new run in the end; null if there is none. */
  @Nullable
  UUID receiver(UUID runId) {
    UUID receiver = receivers.getOrDefault(runId, runId);
    return isLive(receiver) && !superseded.contains(runId) ? receiver : null;
  }

  /** Whether the run is stored and live. */
  boolean isLive(UUID runId) {
    return !refused.contains(runId) && !skipped.containsKey(runId) && !joined.containsKey(runId);
  }
}
