package dev.stepwell.testing.memory;

import dev.stepwell.runtime.engine.Turns;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.WaitingRun;
import dev.stepwell.runtime.model.WorkerDeaths;
import dev.stepwell.runtime.store.LimitedClaim;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunAdmission.Decision;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.testing.memory.Rows.Accepted;
import dev.stepwell.testing.memory.Rows.Suspect;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The claims of due runs, and of runs whose steps wait for slots; within a transaction. */
final class MemoryClaims {
  private final MemoryTables tables;
  private final StepClaims steps;

  MemoryClaims(MemoryTables tables) {
    this.tables = tables;
    this.steps = new StepClaims(tables);
  }

  /** Whether the run is of one of these functions, which is not paused. */
  boolean mayGoOn(Run run, Set<String> functionIds) {
    return functionIds.contains(run.functionId()) && tables.pausedAt(run.functionId()) == null;
  }

  /** Since when it counts as due. */
  Instant rank(RunRow row) {
    return Objects.requireNonNull(row.run().dueAt())
        .minusSeconds(tables.headStarts.getOrDefault(row.run().id(), 0));
  }

  /** When a due run, or one whose step waits, can be admitted by its limits, if nothing is released before; null if none can. */
  @Nullable
  Instant nextAdmission(Set<String> functionIds, Instant now) {
    return MemoryRunQueue.earliest(Stream.of(
            dueWithLimits(functionIds, now).map(tables.limits.turns()::waiting),
            ofSteps(functionIds).values().stream().map(steps::run))
        .map(waiting -> tables
            .limits
            .turns()
            .decide(waiting, new Turns(), new RunAdmission.Room(1, Long.MAX_VALUE), now))
        .map(decision -> decision.admitted().isEmpty() ? decision.nextStart() : now));
  }

  /** As {@link RunQueue#claimLimited}. */
  LimitedClaim limited(
      UUID workerId,
      Set<String> functionIds,
      RunAdmission.Room room,
      Instant now,
      RunAdmission admission) {
    if (!tables.workers.containsKey(workerId)) {
      return LimitedClaim.NONE;
    }
    return claim(
        workerId,
        dueWithLimits(functionIds, now).map(tables.limits.turns()::waiting).toList(),
        room,
        now,
        admission);
  }

  /** As {@link RunQueue#claimForSteps}. */
  LimitedClaim forSteps(
      UUID workerId,
      Set<String> functionIds,
      RunAdmission.Room room,
      Instant now,
      RunAdmission admission) {
    if (!tables.workers.containsKey(workerId)) {
      return LimitedClaim.NONE;
    }
    Map<UUID, StepSlotRows.Row> waiting = ofSteps(functionIds);
    LimitedClaim claim =
        claim(workerId, waiting.values().stream().map(steps::run).toList(), room, now, admission);
    for (ClaimedRun run : claim.runs()) {
      tables.limits.steps().hold(Objects.requireNonNull(waiting.get(run.id())).needs(), now);
    }
    return claim;
  }

  private Map<UUID, StepSlotRows.Row> ofSteps(Set<String> functionIds) {
    return steps.waiting(row -> mayGoOn(row.run(), functionIds)
        && !tables.isSolitary(row.run().id())
        && tables.limits.areOn(row.run().id()));
  }

  private LimitedClaim claim(
      UUID workerId,
      List<WaitingRun> waiting,
      RunAdmission.Room room,
      Instant now,
      RunAdmission admission) {
    Decision decision = tables.limits.turns().decide(waiting.stream(), admission, room, now);
    take(workerId, decision, waiting);
    List<ClaimedRun> claimed = decision.admitted().stream()
        .map(id -> claim(Objects.requireNonNull(tables.live(id)), workerId, now))
        .toList();
    return new LimitedClaim(claimed, decision.nextStart(), false);
  }

  private void take(UUID workerId, Decision decision, List<WaitingRun> waiting) {
    tables
        .limits
        .turns()
        .take(
            workerId,
            decision,
            waiting.stream().collect(Collectors.toMap(WaitingRun::id, WaitingRun::line)));
  }

  private Stream<RunRow> dueWithLimits(Set<String> functionIds, Instant now) {
    return tables.live().stream()
        .filter(row -> row.isDue(now)
            && mayGoOn(row.run(), functionIds)
            && !tables.isSolitary(row.run().id())
            && tables.limits.areOn(row.run().id()))
        .sorted(Comparator.comparing(this::rank));
  }

  /** Whether the limits of the run admit it; then it takes what it needs. */
  boolean admits(RunRow row, UUID workerId, Instant now, RunAdmission admission) {
    if (!tables.limits.areOn(row.run().id())) {
      return true;
    }
    List<WaitingRun> waiting = List.of(tables.limits.turns().waiting(row));
    Decision decision =
        tables.limits.turns().decide(waiting.stream(), admission, new RunAdmission.Room(1, 1), now);
    take(workerId, decision, waiting);
    return !decision.admitted().isEmpty();
  }

  /** Gives the run to this worker. */
  ClaimedRun claim(RunRow row, UUID workerId, Instant now) {
    RunRow claimed = row.claimed(workerId, now);
    tables.put(claimed);
    Run run = claimed.run();
    Accepted startedBy = Objects.requireNonNull(tables.events.get(run.eventId()));
    return new ClaimedRun(
        run.id(),
        run.functionId(),
        startedBy.event(),
        run.createdAt(),
        Objects.requireNonNull(run.startedAt()),
        row.run().startedAt() == null,
        tables.stepsOf(run.id()).values().stream().map(StepRecord::withoutInput).toList(),
        deaths(run.id()),
        gathered(run.id()),
        tables.gatheredAt.get(run.id()));
  }

  private List<StoredEvent> gathered(UUID runId) {
    return tables.gathered.getOrDefault(runId, List.of()).stream()
        .map(id -> Objects.requireNonNull(tables.events.get(id)).event())
        .toList();
  }

  private @Nullable WorkerDeaths deaths(UUID runId) {
    Suspect suspect = tables.suspects.get(runId);
    return suspect == null ? null : suspect.deaths();
  }
}
