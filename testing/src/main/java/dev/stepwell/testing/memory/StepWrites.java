package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.SlotRelease;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.time.TimeRange;
import dev.stepwell.testing.memory.Rows.StepKey;
import dev.stepwell.testing.memory.Rows.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes steps, if the store's worker holds their runs; within a transaction. */
final class StepWrites {
  private final MemoryTables tables;
  private final Appending appending;
  private final Holder holder;

  StepWrites(MemoryTables tables, Appending appending, Holder holder) {
    this.tables = tables;
    this.appending = appending;
    this.holder = holder;
  }

  /** The run, if the store's worker holds it; else null. */
  @Nullable
  RunRow held(UUID runId) {
    UUID worker = holder.workerId();
    RunRow row = tables.live(runId);
    return row != null && row.isHeldBy(worker) && tables.workers.containsKey(worker) ? row : null;
  }

  /** The outcome of the write if it were made now. */
  Recorded check(StepWrite write) {
    if (held(write.runId()) == null) {
      return Recorded.NOT_HELD;
    }
    StepRecord stored = tables.step(write.runId(), write.step().id());
    if (stored != null && hasEnded(stored)) {
      return Recorded.ENDED_OTHERWISE;
    }
    if (!write.sends().stream().allMatch(appending::isCurrent)) {
      return Recorded.FUNCTIONS_CHANGED;
    }
    return appending.isAnyFull(write.sends()) ? Recorded.BACKLOG_FULL : Recorded.RECORDED;
  }

  /** Makes a write whose outcome is {@link Recorded#RECORDED}. */
  void write(StepWrite write) {
    UUID runId = write.runId();
    StepRecord step = merged(tables.step(runId, write.step().id()), inRange(write.step()));
    tables.put(runId, step);
    FailedAttempt failed = write.failed();
    if (failed != null) {
      tables.failedAttempts.computeIfAbsent(runId, id -> new ArrayList<>()).add(failed);
    }
    StepKey key = new StepKey(runId, step.id());
    EventWait waitsFor = write.waitsFor();
    if (hasEnded(step)) {
      tables.waits.remove(key);
    } else if (waitsFor != null) {
      tables.waits.putIfAbsent(key, wait(key, step, waitsFor));
    }
    write.sends().forEach(dispatch -> appending.append(dispatch, null));
  }

  /** Releases the slots that the step holds, as this write says. */
  void release(StepWrite write) {
    SlotRelease releases = write.releases();
    if (releases != null) {
      MemorySlots.release(tables, holder, write.runId(), write.step().id(), releases);
    }
  }

  private Wait wait(StepKey key, StepRecord step, EventWait waitsFor) {
    Instant until = Objects.requireNonNullElse(step.dueAt(), Instant.MAX);
    return new Wait(
        key,
        waitsFor.all().stream().map(EventWait::key).toList(),
        tables.nextPosition(),
        waitsFor.since(),
        until);
  }

  /** The step with its times rounded to those that can be stored. */
  private static StepRecord inRange(StepRecord step) {
    return new StepRecord(
        step.id(),
        step.kind(),
        step.status(),
        step.attempts(),
        step.input(),
        step.result(),
        step.error(),
        clamped(step.dueAt()),
        TimeRange.clamp(step.startedAt()),
        TimeRange.clamp(step.endedAt()),
        clamped(step.lastAttemptAt()),
        step.was());
  }

  private static @Nullable Instant clamped(@Nullable Instant time) {
    return time == null ? null : TimeRange.clamp(time);
  }

  private static boolean hasEnded(StepRecord step) {
    return step.status() == StepStatus.COMPLETED || step.status() == StepStatus.FAILED;
  }

  private static StepRecord merged(@Nullable StepRecord stored, StepRecord step) {
    return stored == null
        ? step
        : new StepRecord(
            step.id(),
            step.kind(),
            step.status(),
            step.attempts(),
            stored.input(),
            step.result(),
            step.error() == null ? stored.error() : step.error(),
            step.dueAt(),
            stored.startedAt(),
            step.endedAt(),
            step.lastAttemptAt(),
            stored.was());
  }
}
