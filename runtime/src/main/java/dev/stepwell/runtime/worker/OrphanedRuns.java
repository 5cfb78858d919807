package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.store.RunQueue;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that the worker holds and does not execute, because the answer to their claim was lost, or because their execution broke off.
 * They are given back. The worker looks for them every few beats, and at every beat after something went wrong.
 */
final class OrphanedRuns {
  private static final Logger log = LoggerFactory.getLogger(OrphanedRuns.class);
  private static final int LOOKS = 2;
  private static final int MAX_NAMED = 10;

  /**
   * With a heartbeat every 1.6 seconds a worker looks every 16 seconds. A look takes four statements, settings included; with these an idle
   * worker stays below one statement per second (0.63 are heartbeats).
   */
  private static final int BEATS_BETWEEN_LOOKS = 10;

  private final RunQueue queue;
  private final Executions executions;
  private final Consumer<UUID> stopped;
  private Set<UUID> seen = Set.of();
  private int looks;
  private int beats;

  OrphanedRuns(RunQueue queue, Executions executions, Consumer<UUID> stopped) {
    this.stopped = stopped;
    this.queue = queue;
    this.executions = executions;
  }

  /** Notes that there may be some. */
  void suspect() {
    looks = LOOKS;
  }

  /** Looks if it is time to; called at every beat. */
  void look(UUID workerId) {
    if (executions.takeOrphaned()) {
      suspect();
    }
    beats++;
    if (looks > 0 || beats >= BEATS_BETWEEN_LOOKS) {
      beats = 0;
      giveBack(workerId);
    }
  }

  /** Gives back those that were there at the last look already: what was sent here is held for a moment before it is executed. */
  private void giveBack(UUID workerId) {
    Set<UUID> orphans = new HashSet<>(queue.held(workerId));
    orphans.removeAll(executions.runIds());
    Set<UUID> lasting = new HashSet<>(orphans);
    lasting.retainAll(seen);
    if (!lasting.isEmpty()) {
      log.warn(
          "{} runs were held but not executed, and are given back to the queue: {}",
          lasting.size(),
          lasting.stream().limit(MAX_NAMED).toList());
      queue.giveBack(workerId, lasting);
      lasting.forEach(stopped);
    }
    seen = orphans;
    looks = orphans.isEmpty() ? Math.max(0, looks - 1) : LOOKS;
  }
}
