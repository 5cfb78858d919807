package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.FlowLimits;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.RunSlotRows.Held;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What runs take of their limits; within a transaction. Nothing is counted: what is taken follows from what runs hold. */
final class MemoryLimits {
  private final MemoryTables tables;

  private final Map<LimitKey, Instant> nextStarts = new HashMap<>();
  private final LimitsInForce inForce;
  private final RunSlotRows runs = new RunSlotRows();
  private final StepSlotRows steps = new StepSlotRows();
  private final LimitTurns turns;

  MemoryLimits(MemoryTables tables) {
    this.tables = tables;
    this.inForce = new LimitsInForce(tables);
    this.turns = new LimitTurns(this);
  }

  /** The limits that are in force. */
  LimitsInForce inForce() {
    return inForce;
  }

  /** What steps hold and wait for. */
  StepSlotRows steps() {
    return steps;
  }

  /** The turns in which runs are admitted. */
  LimitTurns turns() {
    return turns;
  }

  /** What runs hold. */
  RunSlotRows runs() {
    return runs;
  }

  /** Adds a run with its limits. */
  void add(UUID runId, @Nullable RunLimits limits) {
    if (limits != null) {
      runs.add(runId, limits);
    }
  }

  /** Whether the run is claimed under limits. */
  boolean areOn(UUID runId) {
    return runs.limits(runId) != null;
  }

  /** Adapts the limits of live runs to those that functions have now. */
  void published() {
    for (RunRow row : tables.live()) {
      UUID runId = row.run().id();
      StoredFunction function = tables.functions.get(row.run().functionId());
      if (function != null && FlowLimits.areOn(function)) {
        runs.add(runId, FlowLimits.withoutValues(function));
        continue;
      }
      runs.remove(runId::equals);
      if (!steps.waiting(runId).isEmpty()) {
        steps.forget(runId);
        tables.put(row.queued(tables.clock.now()));
        tables.announce(News.DUE);
      }
    }
  }

  /** What is taken for this key now. */
  LimitState state(LimitKey key) {
    return state(key, tables.clock.now());
  }

  /** What is taken for this key at a time. */
  LimitState state(LimitKey key, Instant now) {
    int ofSteps = (int) steps.holders(key).count();
    return new LimitState(
        key, inForce.limit(key.limit(), now), runs.running(key) + ofSteps, nextStarts.get(key));
  }

  /** The keys of which something is held, awaited or started. */
  Stream<LimitKey> keys() {
    Stream<LimitKey> ofRuns =
        runs.holding().stream().flatMap(id -> runs.uses(id).stream()).map(RunLimits.Use::key);
    return Stream.of(ofRuns, nextStarts.keySet().stream(), steps.keys()).flatMap(keys -> keys);
  }

  /** The runs that hold a slot for this key. */
  List<UUID> holders(LimitKey key) {
    return Stream.concat(runs.holders(key), steps.holders(key)).distinct().toList();
  }

  /** Forgets when tokens for this key are back; returns when they would have been, or null. */
  @Nullable
  Instant releaseTokens(LimitKey key) {
    return nextStarts.remove(key);
  }

  /** Sets when all tokens of this key are back. */
  void startNext(LimitState state) {
    if (state.nextAt() != null) {
      nextStarts.put(state.key(), state.nextAt());
    }
  }

  /** Takes more slots of limits on attempts, up to this number, for a run that this worker executes; returns how many. */
  int takeMore(UUID runId, @Nullable UUID workerId, int count) {
    Held holds = runs.held(runId);
    if (holds == null || !holds.isOf(workerId)) {
      return 0;
    }
    int taken = count;
    for (RunLimits.Use use : runs.uses(runId)) {
      LimitState state = state(use.key());
      if (use.key().kind() == LimitKind.ATTEMPTS && state.limit() != null) {
        taken = Math.max(0, Math.min(taken, state.limit().amount() - state.running()));
      }
    }
    runs.hold(runId, holds.plus(taken));
    return taken;
  }

  /** Releases slots that {@link #takeMore} has taken. */
  void releaseSome(UUID runId, @Nullable UUID workerId, int count) {
    Held holds = runs.held(runId);
    if (holds != null && holds.isOf(workerId)) {
      runs.hold(runId, holds.plus(-count));
      tables.announce(News.DUE);
    }
  }

  /** Releases what these runs hold that no worker executes any more: all of it if they have ended. */
  void release(Set<UUID> runIds) {
    release(runIds::contains);
  }

  /** As {@link #release(Set)}, for all that this worker holds. */
  void forfeit(UUID workerId) {
    release(runId -> Objects.requireNonNull(runs.held(runId)).isOf(workerId));
  }

  private void release(Predicate<UUID> released) {
    List<UUID> leaving = runs.holding().stream().filter(released).toList();
    for (UUID runId : leaving) {
      boolean runSlots = runs.holdsRunSlots(runId);
      runs.release(runId);
      steps.release(runId);
      if (tables.live(runId) == null) {
        runs.remove(runId::equals);
        steps.forget(runId);
      } else if (runSlots) {
        runs.hold(runId, new Held(null, 0, true));
      }
    }
    if (!leaving.isEmpty()) {
      tables.announce(News.DUE);
    }
  }

  /** Releases what this run holds, which was cancelled, unless a worker still executes it. */
  void cancelled(UUID runId) {
    steps.forget(runId);
    Held holds = runs.held(runId);
    if (holds == null) {
      runs.remove(runId::equals);
    } else if (holds.workerId() == null) {
      release(Set.of(runId));
    }
  }

  /** Forgets the starts of keys whose tokens are all back, and the limits of runs that have ended. */
  void forget(Instant now) {
    nextStarts.values().removeIf(at -> at.isBefore(now));
    runs.remove(id -> tables.live(id) == null);
  }
}
