package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.store.RunQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports steps that ignore their interrupts, in the log and to the store.
 *
 * <p>Only the end of its process stops such a step, so it reports where the thread and the slot are.
 */
final class StuckSteps {
  private static final Logger log = LoggerFactory.getLogger(StuckSteps.class);
  private static final int BEATS_OF_GRACE = 4;

  private final RunQueue queue;
  private final Executions executions;
  private final Duration grace;
  private volatile Set<StuckStep> known = Set.of();
  private Set<StuckStep> stored = Set.of();
  private @Nullable UUID storedFor;

  StuckSteps(RunQueue queue, Executions executions, Duration beat) {
    this.queue = queue;
    this.executions = executions;
    this.grace = beat.multipliedBy(BEATS_OF_GRACE);
  }

  /** The steps found by the last check. */
  Set<StuckStep> known() {
    return known;
  }

  /** Checks at every beat. If the result cannot be stored, a later beat stores it. */
  void look(UUID workerId, Instant now) {
    Set<StuckStep> found = executions.stuckSince(now.minus(grace));
    found.stream().filter(step -> !known.contains(step)).forEach(step -> report(step, now));
    known = found;
    boolean isOther = !workerId.equals(storedFor);
    if (isOther ? !found.isEmpty() : !found.equals(stored)) {
      queue.stuck(workerId, found);
      stored = found;
      storedFor = workerId;
    }
  }

  private static void report(StuckStep step, Instant now) {
    log.warn(
        "run {} of {}: {} was interrupted {} ago and has not returned. It still occupies its thread and a slot of this worker:"
            + " make it respond to Thread.interrupt, or set timeouts in the calls that it makes. Only a restart of this process ends it",
        step.runId(),
        step.functionId(),
        step.stepId() == null ? "the function, between its steps," : "step " + step.stepId(),
        Duration.between(step.since(), now));
  }
}
