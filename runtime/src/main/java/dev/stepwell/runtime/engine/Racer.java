package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A branch of a race, with all branches within it. It is executed in passes: the first one may only collect what is stored, and a branch
 * that waits is executed again when its wait has ended while other branches are still in progress.
 */
final class Racer {
  private final @Nullable Racer outer;
  private final int index;
  private final Set<String> ids = new HashSet<>();
  private final Set<String> steps = new HashSet<>();
  private final List<CompletableFuture<Recorded>> writes = new ArrayList<>();
  private final Set<String> awaited = new HashSet<>();
  private volatile boolean abandoned;
  private volatile boolean collecting;
  private boolean mustReload;
  private @Nullable Instant wakeAt;
  private Instant completedAt = Instant.MIN;

  /**
   * The branch of this index.
   *
   * @param outer the branch of a race in which this race takes place; null if none
   */
  Racer(@Nullable Racer outer, int index) {
    this.outer = outer;
    this.index = index;
  }

  int index() {
    return index;
  }

  /** Begins a pass; one that collects leaves where a step would be attempted, or a wait would begin. */
  synchronized void begin(boolean collects) {
    collecting = collects;
    awaited.clear();
    mustReload = false;
    wakeAt = null;
    completedAt = Instant.MIN;
  }

  boolean isCollecting() {
    return collecting || (outer != null && outer.isCollecting());
  }

  /** Lets it record nothing more. {@link Interrupts} does this while nothing is recorded. */
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned || (outer != null && outer.isAbandoned());
  }

  /** Notes that it calls a step of this id. */
  void numbers(String id) {
    synchronized (this) {
      ids.add(id);
    }
    if (outer != null) {
      outer.numbers(id);
    }
  }

  /** The ids of the steps that it has called in any pass, without the numbers of repetitions. */
  synchronized Set<String> ids() {
    return Set.copyOf(ids);
  }

  /** Notes that it has arrived at a step in this state. */
  void reaches(String stepId, @Nullable StepRecord step) {
    synchronized (this) {
      steps.add(stepId);
      Instant endedAt = step == null ? null : endedAt(step);
      if (endedAt != null && endedAt.isAfter(completedAt)) {
        completedAt = endedAt;
      }
    }
    if (outer != null) {
      outer.reaches(stepId, step);
    }
  }

  /** When a step ended: for a sleep or a wait that timed out, the time until which it lasted. Null if it has not ended. */
  private static @Nullable Instant endedAt(StepRecord step) {
    if (step.status() != StepStatus.COMPLETED && step.status() != StepStatus.FAILED) {
      return null;
    }
    boolean lasted = step.kind() == StepKind.SLEEP || step.kind() == StepKind.WAIT;
    return lasted && step.dueAt() != null ? step.dueAt() : step.endedAt();
  }

  /** The stored ids of the steps at which it has arrived in any pass. */
  synchronized Set<String> steps() {
    return Set.copyOf(steps);
  }

  /** When the last of the steps ended at which it arrived in this pass. */
  synchronized Instant completedAt() {
    return completedAt;
  }

  /** Notes a write that may not be on disk yet. */
  void writes(CompletableFuture<Recorded> write) {
    synchronized (this) {
      writes.removeIf(CompletableFuture::isDone);
      writes.add(write);
    }
    if (outer != null) {
      outer.writes(write);
    }
  }

  /** Its writes that may not be on disk yet. */
  synchronized List<CompletableFuture<Recorded>> writes() {
    return List.copyOf(writes);
  }

  /** Notes that it waits at this step for an event or another run. */
  synchronized void awaits(String stepId) {
    awaited.add(stepId);
  }

  /** The steps at which it waits for events and other runs. */
  synchronized Set<String> awaited() {
    return Set.copyOf(awaited);
  }

  /** Takes up what a race within it waits for. */
  synchronized void takeUp(Racer inner) {
    awaited.addAll(inner.awaited());
    mustReload |= inner.isToReload();
  }

  /** Notes that only another execution of the run can continue it. */
  synchronized void mustReload() {
    mustReload = true;
  }

  synchronized boolean isToReload() {
    return mustReload;
  }

  /** Notes that it has left until this time, or until what it awaits has ended. */
  synchronized void park(@Nullable Instant until) {
    if (until != null && (wakeAt == null || until.isBefore(wakeAt))) {
      wakeAt = until;
    }
  }

  /** When it may continue; null if only what it awaits can wake it. */
  synchronized @Nullable Instant wakeAt() {
    return wakeAt;
  }
}
