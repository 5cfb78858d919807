package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.engine.KnownFunctions;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.engine.Turns;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.store.LimitedClaim;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunQueue;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The runs with limits that a worker executes: it claims them, and releases the slots of those that were cancelled once they have left. */
final class LimitedRuns {
  private static final RunAdmission TURNS = new Turns();

  private final RunQueue queue;
  private final KnownFunctions functions;
  private final Executions executions;
  private final WorkerCapacity capacity;
  private final Alarm alarm;
  private final Set<UUID> executing = ConcurrentHashMap.newKeySet();
  private final Set<UUID> left = ConcurrentHashMap.newKeySet();
  private volatile boolean someWereCancelled = true;
  private Set<String> limited = Set.of();
  private Set<String> withLimitedSteps = Set.of();
  private Set<String> unlimited = Set.of();
  private @Nullable Matching matching;

  LimitedRuns(
      RunQueue queue,
      KnownFunctions functions,
      Executions executions,
      WorkerCapacity capacity,
      Alarm alarm) {
    this.queue = queue;
    this.functions = functions;
    this.executions = executions;
    this.capacity = capacity;
    this.alarm = alarm;
    executions.whenLeft(this::left);
  }

  /** The functions of this worker whose new runs have no limits. */
  Set<String> unlimitedFunctions() {
    read();
    return unlimited;
  }

  /** Sorts the functions again if the stored ones have changed. */
  private void read() {
    Matching current = functions.matching();
    if (current == matching) {
      return;
    }
    Set<String> with = new HashSet<>(executions.functionIds());
    with.retainAll(current.limitedFunctions());
    Set<String> without = new HashSet<>(executions.functionIds());
    without.removeAll(with);
    Set<String> ofSteps = new HashSet<>(executions.functionIds());
    ofSteps.retainAll(current.functionsWithLimitedSteps());
    limited = Set.copyOf(with);
    withLimitedSteps = Set.copyOf(ofSteps);
    unlimited = with.isEmpty() ? executions.functionIds() : Set.copyOf(without);
    matching = current;
  }

  /** Claims runs, up to this number, and executes them. Without functions that have limits it does nothing. */
  void claim(UUID workerId, int max, Instant now) {
    read();
    if (!withLimitedSteps.isEmpty()) {
      claim(max, room -> queue.claimForSteps(workerId, withLimitedSteps, room, now, TURNS));
    }
    if (!limited.isEmpty()) {
      claim(max, room -> queue.claimLimited(workerId, limited, room, now, TURNS));
    }
  }

  private void claim(int max, Function<RunAdmission.Room, LimitedClaim> claims) {
    int room = capacity.takeUpTo(max);
    if (room == 0) {
      return;
    }
    int claimed = 0;
    try {
      LimitedClaim claim = claims.apply(new RunAdmission.Room(room, capacity.bytesLeft()));
      for (ClaimedRun run : claim.runs()) {
        claimed++;
        executing.add(run.id());
        executions.start(run);
      }
      if (claim.nextStart() != null) {
        alarm.ringAt(claim.nextStart());
      }
      if (claim.more() || claimed == room) {
        alarm.ring();
      }
    } finally {
      capacity.give(room - claimed);
    }
  }

  /** Whether runs of the function have limits. */
  boolean areOn(String functionId) {
    return functions.matching().limitedFunctions().contains(functionId);
  }

  /** Notes that a run which may have limits is executed, though it was not claimed here. */
  void executes(UUID runId) {
    executing.add(runId);
  }

  private void left(UUID runId, @Nullable RunEnd end) {
    if (executing.remove(runId) && end == null) {
      left.add(runId);
      alarm.ring();
    }
  }

  /** Notes that runs were cancelled somewhere. */
  void someWereCancelled() {
    someWereCancelled = true;
  }

  /** Releases what cancelled runs hold, if there may be any. */
  void release(UUID workerId) {
    read();
    Set<UUID> gone = Set.copyOf(left);
    if (limited.isEmpty() || (gone.isEmpty() && !someWereCancelled)) {
      return;
    }
    someWereCancelled = false;
    try {
      if (queue.releaseCancelled(workerId, gone)) {
        someWereCancelled = true;
        alarm.ring();
      }
      left.removeAll(gone);
    } catch (RuntimeException e) {
      someWereCancelled = true;
      throw e;
    }
  }
}
