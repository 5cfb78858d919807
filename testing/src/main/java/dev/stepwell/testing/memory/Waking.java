package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.Rows.StepKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends waits, and makes their runs due; within a transaction. */
final class Waking {
  private final MemoryTables tables;
  private final Clock clock;

  Waking(MemoryTables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /** Completes a waiting step, as of the time of what it waited for; does nothing if it no longer waits. */
  void complete(UUID runId, String stepId, String result, Instant at) {
    if (end(runId, stepId, StepStatus.COMPLETED, result, null, at)) {
      wake(runId);
    }
  }

  /** Like {@link #complete}, on request of the run itself. */
  void answer(UUID runId, String stepId, String result, Instant at) {
    end(runId, stepId, StepStatus.COMPLETED, result, null, at);
  }

  /** Fails a waiting step; does nothing if it no longer waits. */
  void fail(UUID runId, String stepId, ErrorInfo error) {
    if (end(runId, stepId, StepStatus.FAILED, null, error, clock.now())) {
      wake(runId);
    }
  }

  private boolean end(
      UUID runId,
      String stepId,
      StepStatus status,
      @Nullable String result,
      @Nullable ErrorInfo error,
      Instant at) {
    StepRecord step = tables.step(runId, stepId);
    if (tables.live(runId) == null || step == null || step.status() != StepStatus.WAITING) {
      return false;
    }
    tables.put(
        runId,
        new StepRecord(
            stepId,
            step.kind(),
            status,
            1,
            step.input(),
            result,
            error,
            null,
            step.startedAt(),
            at.isBefore(step.startedAt()) ? step.startedAt() : at,
            null));
    tables.waits.remove(new StepKey(runId, stepId));
    return true;
  }

  /** Makes a parked run due now; keeps a running one from parking. */
  private void wake(UUID runId) {
    RunRow row = tables.live(runId);
    if (row == null) {
      return;
    }
    switch (row.run().status()) {
      case WAITING -> {
        tables.put(row.queued(clock.now()));
        tables.announce(News.DUE);
      }
      case RUNNING -> tables.put(row.wokenUp());
      case QUEUED, COMPLETED, FAILED, CANCELLED, SKIPPED -> {}
    }
  }
}
