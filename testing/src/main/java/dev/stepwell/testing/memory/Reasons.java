package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.Rows.StepKey;
import dev.stepwell.testing.memory.Rows.Wait;
import dev.stepwell.testing.memory.Rows.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains why runs do not progress; within a transaction. */
final class Reasons {
  private final MemoryTables tables;
  private final Clock clock;

  Reasons(MemoryTables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  List<Reason> of(RunRow row) {
    return Stream.concat(ofRun(row).stream(), stuck(row.run().id())).toList();
  }

  private Stream<Reason> stuck(UUID runId) {
    return tables.stuckSteps.entrySet().stream()
        .flatMap(inWorker -> inWorker.getValue().stream()
            .filter(step -> step.runId().equals(runId))
            .map(step -> new Reason.IgnoringInterrupt(
                step.stepId(),
                Objects.requireNonNull(tables.workers.get(inWorker.getKey())).name(),
                step.since())));
  }

  private List<Reason> ofRun(RunRow row) {
    Run run = row.run();
    return switch (run.status()) {
      case SKIPPED -> List.of(skipped(run));
      case COMPLETED, FAILED, CANCELLED -> List.of(new Reason.Ended(run.status(), run.endedAt()));
      case RUNNING -> Stream.concat(Stream.of(executing(row)), delayed(row)).toList();
      case QUEUED, WAITING -> row.isDue(clock.now()) ? due(run) : waiting(run);
    };
  }

  private Reason skipped(Run run) {
    SkippedRun why = Objects.requireNonNull(tables.skipped.get(run.id()));
    return new Reason.Skipped(why.rule(), why.key(), why.successor(), run.endedAt());
  }

  /** Why a run waits that has not started; empty if no rule of its function says so. */
  private List<Reason> beforeStart(Run run) {
    Instant dueAt = run.dueAt();
    if (dueAt != null) {
      return tables.gathering.entrySet().stream()
          .filter(entry -> entry.getValue().runId().equals(run.id()))
          .<Reason>map(entry ->
              new Reason.GatheringEvents(entry.getKey().key(), entry.getValue().size(), dueAt))
          .toList();
    }
    return tables.singletons.entrySet().stream()
        .filter(entry -> run.id().equals(entry.getValue().next()))
        .<Reason>map(entry -> {
          Run current = Objects.requireNonNull(tables.runs.get(entry.getValue().current()))
              .run();
          return new Reason.AwaitingSingleton(entry.getKey().key(), current.id(), current.status());
        })
        .toList();
  }

  private Reason executing(RunRow row) {
    Worker worker = tables.workers.get(row.workerId());
    return new Reason.Executing(
        worker == null ? String.valueOf(row.workerId()) : worker.name(),
        Objects.requireNonNull(row.run().startedAt()));
  }

  private Stream<Reason> delayed(RunRow row) {
    List<DelayedStep> inWorker = tables.delayedSteps.getOrDefault(row.workerId(), List.of());
    return new LimitReports(tables)
        .reasonsOfDelayed(
            row,
            inWorker.stream()
                .filter(step -> step.needs().runId().equals(row.run().id())),
            clock.now());
  }

  private List<Reason> due(Run run) {
    Instant pausedAt = tables.pausedAt(run.functionId());
    if (pausedAt != null) {
      return List.of(new Reason.Paused(run.functionId(), pausedAt));
    }
    Instant now = clock.now();
    int workers = workers(run.functionId(), now);
    if (workers == 0) {
      return List.of(new Reason.NoWorker(run.functionId()));
    }
    Instant since = Objects.requireNonNull(run.dueAt());
    if (tables.isSolitary(run.id())) {
      return List.of(new Reason.AwaitingSolitude(
          Objects.requireNonNull(tables.suspects.get(run.id())).deaths().count(), since));
    }
    List<Reason> limits =
        new LimitReports(tables).reasons(Objects.requireNonNull(tables.live(run.id())), now);
    return limits.isEmpty() ? List.of(new Reason.Queued(since, workers)) : limits;
  }

  private int workers(String functionId, Instant now) {
    return (int) tables.workers.values().stream()
        .filter(worker -> worker.functionIds().contains(functionId))
        .filter(worker -> !worker.leaseUntil().isBefore(now))
        .count();
  }

  /** Why steps that wait for slots have none; nothing if none waits. */
  private List<Reason> awaitedSlots(Run run) {
    if (tables.limits.steps().waiting(run.id()).isEmpty()) {
      return List.of();
    }
    Instant now = clock.now();
    Instant pausedAt = tables.pausedAt(run.functionId());
    int workers = workers(run.functionId(), now);
    if (pausedAt != null) {
      return List.of(new Reason.Paused(run.functionId(), pausedAt));
    } else if (workers == 0) {
      return List.of(new Reason.NoWorker(run.functionId()));
    }
    List<Reason> limits =
        new LimitReports(tables).reasonsOfSteps(Objects.requireNonNull(tables.live(run.id())), now);
    return limits.isEmpty() ? List.of(new Reason.Queued(run.createdAt(), workers)) : limits;
  }

  private List<Reason> waiting(Run run) {
    List<Reason> before = run.startedAt() == null ? beforeStart(run) : List.of();
    if (!before.isEmpty()) {
      return before;
    }
    List<Reason> reasons = Stream.concat(
            awaitedSlots(run).stream(),
            tables.stepsOf(run.id()).values().stream().flatMap(step -> waiting(run.id(), step)))
        .toList();
    return reasons.isEmpty() && run.dueAt() != null
        ? List.of(new Reason.Scheduled(run.dueAt()))
        : reasons;
  }

  private Stream<Reason> waiting(UUID runId, StepRecord step) {
    Instant until = step.dueAt();
    if (step.status() == StepStatus.RETRYING && until != null) {
      return Stream.of(new Reason.AwaitingAttempt(
          step.id(), step.attempts() + 1, until, Objects.requireNonNull(step.error())));
    }
    if (step.status() != StepStatus.WAITING) {
      return Stream.empty();
    }
    return switch (step.kind()) {
      case SLEEP -> Stream.of(new Reason.Sleeping(step.id(), Objects.requireNonNull(until)));
      case WAIT -> awaitingEvents(new StepKey(runId, step.id()), until);
      case INVOKE -> awaitingRun(runId, step.id()).stream();
      case STEP, SEND -> Stream.empty();
    };
  }

  private Stream<Reason> awaitingEvents(StepKey step, @Nullable Instant until) {
    Wait wait = tables.waits.get(step);
    return wait == null
        ? Stream.empty()
        : wait.keys().stream()
            .map(key -> new Reason.AwaitingEvent(
                step.stepId(), key.event(), key.key(), until == null ? Instant.MAX : until));
  }

  private Optional<Reason> awaitingRun(UUID runId, String stepId) {
    return invokedBy(runId, stepId)
        .map(run -> new Reason.AwaitingRun(stepId, run.id(), run.functionId(), run.status()));
  }

  private Optional<Run> invokedBy(UUID runId, String stepId) {
    Stream<Run> runs = tables.runs.values().stream().map(RunRow::run);
    return runs.filter(run -> run.caller() != null
            && run.caller().runId().equals(runId)
            && run.caller().stepId().equals(stepId))
        .reduce((first, second) -> second);
  }
}
