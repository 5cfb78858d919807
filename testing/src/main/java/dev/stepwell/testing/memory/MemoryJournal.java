package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.MemoryTables.News;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Records outcomes of steps and runs. Each future is complete on return. */
final class MemoryJournal implements Journal {
  private final MemoryTables tables;
  private final Clock clock;
  private final Appending appending;
  private final RunEndings ending;
  private final StepWrites writes;

  MemoryJournal(
      MemoryTables tables, Clock clock, Appending appending, RunEndings ending, StepWrites writes) {
    this.tables = tables;
    this.clock = clock;
    this.appending = appending;
    this.ending = ending;
    this.writes = writes;
  }

  @Override
  public CompletableFuture<Recorded> record(StepWrite write) {
    return CompletableFuture.completedFuture(tables.transaction(() -> {
      Recorded answer = writes.check(write);
      if (answer == Recorded.RECORDED) {
        writes.write(write);
        writes.release(write);
        cancelCalled(write);
        return writes.held(write.runId()) == null ? Recorded.NOT_HELD : answer;
      }
      return answer;
    }));
  }

  /** A step that is recorded as failed no longer waits for the run that it has invoked. */
  private void cancelCalled(StepWrite write) {
    StepRecord step = write.step();
    if (step.kind() == StepKind.INVOKE && step.status() == StepStatus.FAILED) {
      ending.cancelCalled(new Caller(write.runId(), step.id()));
    }
  }

  @Override
  public CompletableFuture<Recorded> end(RunEnd end) {
    return CompletableFuture.completedFuture(tables.transaction(() -> {
      RunRow row = writes.held(end.runId());
      if (row == null) {
        return Recorded.NOT_HELD;
      }
      Dispatch tells = end.tells();
      if (tells != null && !appending.isCurrent(tells)) {
        return Recorded.FUNCTIONS_CHANGED;
      }
      end(row, end);
      tables.limits.release(Set.of(end.runId()));
      if (end instanceof RunEnd.Parked parked) {
        parked.awaits().forEach(needs -> tables.limits.steps().await(needs, clock.now()));
      }
      if (tells != null) {
        appending.append(tells, null);
      }
      return Recorded.RECORDED;
    }));
  }

  private void end(RunRow row, RunEnd end) {
    tables.suspects.remove(row.run().id());
    if (end instanceof RunEnd.Completed completed) {
      ending.complete(row, completed.output());
    } else if (end instanceof RunEnd.Failed failed) {
      ending.fail(row, failed.error());
    } else if (end instanceof RunEnd.Cancelled cancelled) {
      ending.cancel(List.of(cancelled.runId()), cancelled.by());
      tables.stopping.remove(cancelled.runId());
    } else if (end instanceof RunEnd.Parked parked) {
      tables.put(row.woken() ? row.queued(clock.now()) : row.waiting(parked.until()));
      tables.announce(News.DUE);
    }
  }
}
