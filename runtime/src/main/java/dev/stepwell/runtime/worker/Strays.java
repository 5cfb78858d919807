package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.store.RunQueue;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that the worker holds and does not execute, for the answer to their claim was lost. They are looked for when something went
 * wrong, and given back.
 */
final class Strays {
  private static final Logger log = LoggerFactory.getLogger(Strays.class);
  private static final int LOOKS = 2;

  private final RunQueue queue;
  private final Executions executions;
  private Set<UUID> seen = Set.of();
  private int looks;

  Strays(RunQueue queue, Executions executions) {
    this.queue = queue;
    this.executions = executions;
  }

  /** Notes that there may be some. */
  void suspect() {
    looks = LOOKS;
  }

  /** Gives back those that were there at the last look already: what was sent here is held for a moment before it is executed. */
  void look(UUID workerId) {
    if (looks == 0) {
      return;
    }
    Set<UUID> strays = new HashSet<>(queue.held(workerId));
    strays.removeAll(executions.runIds());
    Set<UUID> lasting = new HashSet<>(strays);
    lasting.retainAll(seen);
    if (!lasting.isEmpty()) {
      log.warn("{} runs are held and not executed: they are given back", lasting.size());
      queue.giveBack(workerId, lasting);
    }
    seen = strays;
    looks = strays.isEmpty() ? looks - 1 : LOOKS;
  }
}
