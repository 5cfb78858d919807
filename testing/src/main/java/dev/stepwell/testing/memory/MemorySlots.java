package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.SlotRelease;
import dev.stepwell.runtime.model.StepNeeds;
import dev.stepwell.runtime.store.Slots;
import dev.stepwell.testing.memory.MemoryTables.News;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The slots of parallel branches and of steps. */
final class MemorySlots implements Slots {
  private final MemoryTables tables;
  private final Holder holder;

  MemorySlots(MemoryTables tables, Holder holder) {
    this.tables = tables;
    this.holder = holder;
  }

  @Override
  public int take(UUID runId, int count) {
    return tables.transaction(() -> tables.limits.takeMore(runId, holder.workerId(), count));
  }

  @Override
  public void release(UUID runId, int count) {
    tables.change(() -> tables.limits.releaseSome(runId, holder.workerId(), count));
  }

  @Override
  public CompletableFuture<StepAnswer> takeFor(StepNeeds asked) {
    return CompletableFuture.completedFuture(tables.transaction(() -> {
      List<LimitKey> ofRun = tables.limits.runs().uses(asked.runId()).stream()
          .map(RunLimits.Use::key)
          .filter(key -> key.kind() != LimitKind.STARTS)
          .toList();
      StepNeeds needs = asked.without(ofRun);
      return new StepAnswer(take(needs), needs);
    }));
  }

  private Taken take(StepNeeds needs) {
    RunRow row = tables.live(needs.runId());
    UUID worker = holder.workerId();
    if (row == null || !row.isHeldBy(worker)) {
      return Taken.NOT_HELD;
    }
    MemoryLimits limits = tables.limits;
    if (needs.uses().isEmpty() || limits.steps().holds(needs.runId(), needs.stepId())) {
      return Taken.GRANTED;
    }
    RunSlotRows.Held held = limits.runs().held(needs.runId());
    boolean inForce =
        needs.uses().stream().anyMatch(use -> limits.state(use.key()).limit() != null);
    if (held == null || held.workerId() == null) {
      return inForce ? Taken.UNBOUND : Taken.GRANTED;
    }
    Instant now = tables.clock.now();
    boolean admitted =
        needs.uses().stream().allMatch(use -> limits.state(use.key()).admits(use.cost(), now));
    if (!admitted || (inForce && isAwaited(needs, now))) {
      return Taken.FULL;
    }
    for (RunLimits.Use use : needs.uses()) {
      limits.startNext(limits.state(use.key()).after(use.cost(), now, now));
    }
    limits.steps().hold(needs, now);
    return Taken.GRANTED;
  }

  /** Whether a step of a parked run, which could be claimed now, waits for one of these keys and so comes first. */
  private boolean isAwaited(StepNeeds needs, Instant now) {
    StepClaims steps = new StepClaims(tables);
    return steps.waiting(row -> tables.pausedAt(row.run().functionId()) == null).values().stream()
        .filter(step -> needs.uses().stream().anyMatch(use -> step.uses(use.key())))
        .anyMatch(step -> steps.run(step).needs().stream()
            .allMatch(use -> tables.limits.state(use.key()).admits(use.cost(), now)));
  }

  @Override
  public void releaseOf(UUID runId, String stepId) {
    tables.change(() -> release(tables, holder, runId, stepId, null));
  }

  /** Releases what a step holds in this worker; within a transaction. */
  static void release(
      MemoryTables tables,
      Holder holder,
      UUID runId,
      String stepId,
      @Nullable SlotRelease release) {
    RunRow row = tables.live(runId);
    if (row == null || !row.isHeldBy(holder.workerId())) {
      return;
    }
    StepSlotRows.Row step = tables.limits.steps().release(runId, stepId);
    if (step == null) {
      return;
    }
    Instant until = release == null ? null : release.startsHeldUntil();
    if (until != null) {
      for (RunLimits.Use use : step.needs().uses()) {
        if (use.key().kind() == LimitKind.STARTS) {
          LimitState state = tables.limits.state(use.key());
          tables.limits.startNext(state.heldUntil(until));
        }
      }
    }
    tables.announce(News.DUE);
  }
}
