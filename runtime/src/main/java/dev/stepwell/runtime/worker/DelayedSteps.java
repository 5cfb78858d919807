package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.store.RunQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reports steps that wait for slots while their runs execute, so that every process can say what they wait for. */
final class DelayedSteps {
  private static final int MAX_REPORTED = 500;

  /** Shorter waits are not reported: they are over before somebody reads of them. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final RunQueue queue;
  private final Executions executions;
  private List<DelayedStep> stored = List.of();
  private @Nullable UUID storedFor;

  DelayedSteps(RunQueue queue, Executions executions) {
    this.queue = queue;
    this.executions = executions;
  }

  /** Checks at every beat. If the result cannot be stored, a later beat stores it. */
  void look(UUID workerId, Instant now) {
    List<DelayedStep> found = executions.delayedSince(now.minus(GRACE), MAX_REPORTED);
    boolean isOther = !workerId.equals(storedFor);
    if (isOther ? !found.isEmpty() : !found.equals(stored)) {
      queue.delayed(workerId, found);
      stored = found;
      storedFor = workerId;
    }
  }
}
