package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.EventSchedule;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.Schedule;
import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.store.LimitedClaim;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.Rows.Deferred;
import dev.stepwell.testing.memory.Rows.SingletonChange;
import dev.stepwell.testing.memory.Rows.Suspect;
import dev.stepwell.testing.memory.Rows.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The due runs, and the leases of workers. */
final class MemoryRunQueue implements RunQueue {
  private final MemoryTables tables;
  private final Clock clock;
  private final Holder holder;
  private final Burial burial;
  private final MemoryClaims claims;

  MemoryRunQueue(MemoryTables tables, Clock clock, Holder holder) {
    this.tables = tables;
    this.clock = clock;
    this.holder = holder;
    this.burial = new Burial(tables);
    this.claims = new MemoryClaims(tables);
  }

  @Override
  public void register(UUID workerId, String name, Set<String> functionIds, Duration lease) {
    Instant now = clock.now();
    tables.transaction(() -> tables.workers.put(
        workerId, new Worker(workerId, name, Set.copyOf(functionIds), now, now, now.plus(lease))));
    holder.is(workerId);
  }

  @Override
  public @Nullable Beat beat(UUID workerId, Duration lease) {
    return tables
        .transaction(() ->
            Optional.ofNullable(tables.workers.get(workerId)).map(worker -> beat(worker, lease)))
        .orElse(null);
  }

  private Beat beat(Worker worker, Duration lease) {
    Instant now = clock.now();
    tables.workers.put(worker.id(), worker.heard(now, lease));
    return new Beat(
        now,
        earliest(Stream.concat(
            runsOf(worker.functionIds())
                .filter(run -> !tables.limits.areOn(run.id()) || now.isBefore(run.dueAt()))
                .map(Run::dueAt),
            Stream.ofNullable(claims.nextAdmission(worker.functionIds(), now)))),
        earliest(tables.deferred.stream().map(Deferred::dueAt)),
        earliest(tables.singletonChanges.stream().map(SingletonChange::dueAt)),
        earliest(Stream.concat(
            tables.schedules.stream()
                .filter(schedule -> worker.functionIds().contains(schedule.functionId()))
                .map(Schedule::nextAt),
            tables.eventSchedules.values().stream()
                .filter(schedule -> schedule.pausedAt() == null)
                .map(EventSchedule::nextAt))),
        tables.functionsVersion,
        missing(now),
        suspects(worker, now));
  }

  private Stream<Run> runsOf(Set<String> functionIds) {
    return tables.live().stream()
        .map(RunRow::run)
        .filter(run -> run.dueAt() != null && claims.mayGoOn(run, functionIds))
        .filter(run -> !tables.isSolitary(run.id()));
  }

  private Suspects suspects(Worker worker, Instant now) {
    List<Run> due = tables.live().stream()
        .filter(row -> isSuspectDue(row, worker.functionIds(), now))
        .map(RunRow::run)
        .toList();
    if (due.isEmpty()) {
      return Suspects.NONE;
    }
    return due.stream().allMatch(run -> hasEarlierWorker(worker, run, now))
        ? Suspects.WHEN_EMPTY
        : Suspects.DRAIN;
  }

  private boolean isSuspectDue(RunRow row, Set<String> functionIds, Instant now) {
    return row.isDue(now)
        && claims.mayGoOn(row.run(), functionIds)
        && tables.isSolitary(row.run().id());
  }

  private boolean hasEarlierWorker(Worker worker, Run run, Instant now) {
    return tables.workers.values().stream()
        .anyMatch(other -> other.id().toString().compareTo(worker.id().toString()) < 0
            && other.leaseUntil().isAfter(now)
            && other.functionIds().contains(run.functionId()));
  }

  static @Nullable Instant earliest(Stream<@Nullable Instant> times) {
    return times.filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
  }

  private List<Missing> missing(Instant now) {
    return tables.workers.values().stream()
        .filter(worker -> worker.leaseUntil().isBefore(now))
        .map(worker -> new Missing(
            worker.id(), worker.heartbeatAt(), true, tables.crashed.contains(worker.id())))
        .toList();
  }

  @Override
  public int bury(Collection<Missing> dead) {
    return tables.transaction(() -> dead.stream()
        .filter(this::isAsSeen)
        .mapToInt(one -> bury(one.workerId()))
        .sum());
  }

  private boolean isAsSeen(Missing missing) {
    Worker worker = tables.workers.get(missing.workerId());
    return worker != null && worker.heartbeatAt().equals(missing.heardOfAt());
  }

  @Override
  public List<ClaimedRun> claim(
      UUID workerId, Set<String> functionIds, int max, long maxBytes, Instant now) {
    return tables.transaction(() -> {
      if (!tables.workers.containsKey(workerId)) {
        return List.of();
      }
      List<RunRow> due = tables.live().stream()
          .filter(row -> row.isDue(now)
              && claims.mayGoOn(row.run(), functionIds)
              && !tables.isSolitary(row.run().id())
              && !tables.limits.areOn(row.run().id()))
          .sorted(Comparator.comparing(claims::rank))
          .limit(max)
          .toList();
      List<ClaimedRun> claimed = new ArrayList<>();
      long bytes = 0;
      for (RunRow row : due) {
        if (bytes >= maxBytes) {
          break;
        }
        ClaimedRun run = claims.claim(row, workerId, now);
        claimed.add(run);
        bytes += run.size();
      }
      return claimed;
    });
  }

  @Override
  public LimitedClaim claimLimited(
      UUID workerId,
      Set<String> functionIds,
      RunAdmission.Room room,
      Instant now,
      RunAdmission admission) {
    return tables.transaction(() -> claims.limited(workerId, functionIds, room, now, admission));
  }

  @Override
  public LimitedClaim claimForSteps(
      UUID workerId,
      Set<String> functionIds,
      RunAdmission.Room room,
      Instant now,
      RunAdmission admission) {
    return tables.transaction(() -> claims.forSteps(workerId, functionIds, room, now, admission));
  }

  @Override
  public boolean releaseCancelled(UUID workerId, Set<UUID> left) {
    tables.change(() -> tables.limits.release(
        left.stream().filter(runId -> tables.live(runId) == null).collect(Collectors.toSet())));
    return false;
  }

  @Override
  public @Nullable ClaimedRun claimAlone(
      UUID workerId, Set<String> functionIds, Instant now, RunAdmission admission) {
    return tables
        .transaction(() -> {
          boolean mayTake = tables.workers.containsKey(workerId)
              && tables.live().stream().noneMatch(row -> row.isHeldBy(workerId));
          Optional<RunRow> suspect = tables.live().stream()
              .filter(row -> mayTake && isSuspectDue(row, functionIds, now))
              .min(Comparator.comparing(row -> Objects.requireNonNull(row.run().dueAt())));
          return suspect
              .filter(row -> claims.admits(row, workerId, now, admission))
              .map(row -> {
                UUID id = row.run().id();
                tables.suspects.computeIfPresent(
                    id, (any, one) -> new Suspect(one.deaths(), false));
                return claims.claim(row, workerId, now);
              });
        })
        .orElse(null);
  }

  @Override
  public void leave(UUID workerId) {
    tables.change(() -> burial.forget(workerId).forEach(this::queue));
  }

  private int bury(UUID workerId) {
    int released = burial.bury(workerId, clock.now());
    if (released > 0) {
      tables.announce(News.DUE);
    }
    return released;
  }

  private void queue(RunRow row) {
    tables.put(row.queued(clock.now()));
    tables.limits.release(Set.of(row.run().id()));
    tables.announce(News.DUE);
  }

  @Override
  public Set<UUID> held(UUID workerId) {
    return tables.transaction(() -> {
      Set<UUID> held = tables.live().stream()
          .filter(row -> row.isHeldBy(workerId))
          .map(row -> row.run().id())
          .collect(Collectors.toCollection(LinkedHashSet::new));
      tables.stopping.forEach((run, worker) -> {
        if (worker.equals(workerId)) {
          held.add(run);
        }
      });
      return held;
    });
  }

  @Override
  public void giveBack(UUID workerId, Set<UUID> runIds) {
    tables.change(() -> tables.live().stream()
        .filter(row -> row.isHeldBy(workerId) && runIds.contains(row.run().id()))
        .toList()
        .forEach(this::queue));
  }

  @Override
  public Set<UUID> lost(UUID workerId, Set<UUID> runIds) {
    return tables.transaction(() -> {
      Set<UUID> lost = new LinkedHashSet<>(runIds);
      lost.removeIf(runId -> {
        RunRow row = tables.live(runId);
        return row != null && row.isHeldBy(workerId);
      });
      return lost;
    });
  }

  @Override
  public void delayed(UUID workerId, Collection<DelayedStep> steps) {
    tables.change(() -> {
      if (tables.workers.containsKey(workerId)) {
        tables.delayedSteps.put(workerId, List.copyOf(steps));
      }
    });
  }

  @Override
  public void stuck(UUID workerId, Collection<StuckStep> steps) {
    tables.change(() -> {
      if (tables.workers.containsKey(workerId)) {
        tables.stuckSteps.put(workerId, List.copyOf(steps));
      }
    });
  }
}
