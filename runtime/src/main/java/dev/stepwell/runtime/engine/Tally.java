package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.FunctionStatistics;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts the outcomes of a function's runs in this process. Thread-safe, without locks. */
public final class Tally {
  private final LongAdder started = new LongAdder();
  private final LongAdder completed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder steps = new LongAdder();
  private final LongAdder failedAttempts = new LongAdder();
  private final LongAdder runningMicros = new LongAdder();

  /** A run was taken for the first time. */
  void runStarted() {
    started.increment();
  }

  /** A run has ended with this status. */
  void runEnded(RunStatus as, Instant startedAt, Instant endedAt) {
    switch (as) {
      case COMPLETED -> completed.increment();
      case FAILED -> failed.increment();
      case CANCELLED -> cancelled.increment();
      case QUEUED, RUNNING, WAITING, SKIPPED ->
        throw new IllegalArgumentException(
            "a run that is " + as.word() + " has not ended through execution");
    }
    runningMicros.add(Math.max(0, ChronoUnit.MICROS.between(startedAt, endedAt)));
  }

  /** An attempt of a step has failed. */
  void attemptFailed() {
    failedAttempts.increment();
  }

  /** A step has completed, or its attempts are used up. */
  void stepEnded() {
    steps.increment();
  }

  FunctionStatistics statistics(String functionId) {
    return new FunctionStatistics(
        functionId,
        started.sum(),
        completed.sum(),
        failed.sum(),
        cancelled.sum(),
        steps.sum(),
        failedAttempts.sum(),
        Duration.of(runningMicros.sum(), ChronoUnit.MICROS));
  }
}
