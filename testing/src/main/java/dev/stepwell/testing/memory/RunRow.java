package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run with the store's own columns.
 *
 * @param run the run
 * @param workerId the worker that holds it; null unless it runs
 * @param woken whether one of its waits ended since its claim, so that it must not park
 */
record RunRow(Run run, @Nullable UUID workerId, boolean woken) {
  boolean isLive() {
    return !run.status().isEnded();
  }

  boolean isHeldBy(@Nullable UUID worker) {
    return worker != null && worker.equals(workerId);
  }

  boolean isDue(Instant now) {
    Instant dueAt = run.dueAt();
    return dueAt != null && !dueAt.isAfter(now);
  }

  RunRow claimed(UUID worker, Instant now) {
    Instant startedAt = run.startedAt() == null ? now : run.startedAt();
    return new RunRow(moved(RunStatus.RUNNING, null, startedAt), worker, false);
  }

  RunRow queued(Instant dueAt) {
    return new RunRow(moved(RunStatus.QUEUED, dueAt, run.startedAt()), null, false);
  }

  RunRow waiting(@Nullable Instant dueAt) {
    return new RunRow(
        moved(RunStatus.WAITING, dueAt == null ? null : TimeRange.clamp(dueAt), run.startedAt()),
        null,
        false);
  }

  RunRow withEvent(String eventId) {
    return new RunRow(
        new Run(
            run.id(),
            run.functionId(),
            eventId,
            run.status(),
            run.output(),
            run.error(),
            run.cancelledBy(),
            run.caller(),
            run.rerunOf(),
            run.dueAt(),
            run.createdAt(),
            run.startedAt(),
            run.endedAt()),
        workerId,
        woken);
  }

  RunRow wokenUp() {
    return new RunRow(run, workerId, true);
  }

  RunRow completed(String output, Instant now) {
    return new RunRow(ended(RunStatus.COMPLETED, output, null, null, now), null, false);
  }

  RunRow failed(ErrorInfo error, Instant now) {
    return new RunRow(ended(RunStatus.FAILED, null, error, null, now), null, false);
  }

  RunRow cancelled(String by, Instant now) {
    return new RunRow(ended(RunStatus.CANCELLED, null, null, by, now), null, false);
  }

  RunRow skipped(Instant now) {
    return new RunRow(ended(RunStatus.SKIPPED, null, null, null, now), null, false);
  }

  private Run moved(RunStatus status, @Nullable Instant dueAt, @Nullable Instant startedAt) {
    return new Run(
        run.id(),
        run.functionId(),
        run.eventId(),
        status,
        null,
        null,
        null,
        run.caller(),
        run.rerunOf(),
        dueAt,
        run.createdAt(),
        startedAt,
        null);
  }

  private Run ended(
      RunStatus status,
      @Nullable String output,
      @Nullable ErrorInfo error,
      @Nullable String cancelledBy,
      Instant now) {
    return new Run(
        run.id(),
        run.functionId(),
        run.eventId(),
        status,
        output,
        error,
        cancelledBy,
        run.caller(),
        run.rerunOf(),
        null,
        run.createdAt(),
        run.startedAt(),
        now);
  }
}
