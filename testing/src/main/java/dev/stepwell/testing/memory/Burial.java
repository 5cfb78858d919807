package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.WorkerDeaths;
import dev.stepwell.testing.memory.Rows.Suspect;
import dev.stepwell.testing.memory.Rows.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Releases the runs of dead workers, and counts their deaths; within a transaction. */
final class Burial {
  private final MemoryTables tables;

  Burial(MemoryTables tables) {
    this.tables = tables;
  }

  /** Removes the worker, and releases its runs. Returns how many. */
  int bury(UUID workerId, Instant now) {
    boolean crashed = tables.crashed.remove(workerId);
    List<RunRow> held = forget(workerId);
    Map<Integer, Integer> places = new LinkedHashMap<>();
    for (RunRow row : held) {
      Duration delay = crashed ? count(row, held.size() == 1, now, places) : Duration.ZERO;
      tables.put(row.queued(now.plus(delay)));
    }
    return held.size();
  }

  /** Removes the worker. Returns its runs in order of id. */
  List<RunRow> forget(UUID workerId) {
    tables.stuckSteps.remove(workerId);
    tables.delayedSteps.remove(workerId);
    forgetStopping(workerId);
    tables.limits.forfeit(workerId);
    Worker worker = tables.workers.remove(workerId);
    if (worker != null) {
      worker.functionIds().forEach(id -> tables.attendedAt.put(id, worker.heartbeatAt()));
    }
    return tables.live().stream()
        .filter(row -> row.isHeldBy(workerId))
        .sorted(Comparator.comparing(row -> row.run().id().toString()))
        .toList();
  }

  /** What the worker was stopping is not executed any more. */
  private void forgetStopping(UUID workerId) {
    List<UUID> runs = tables.stopping.entrySet().stream()
        .filter(entry -> entry.getValue().equals(workerId))
        .map(Map.Entry::getKey)
        .toList();
    for (UUID run : runs) {
      tables.stopping.remove(run);
      tables.singletonChanged(run, Instant.EPOCH);
    }
  }

  private Duration count(RunRow row, boolean alone, Instant now, Map<Integer, Integer> places) {
    UUID runId = row.run().id();
    Suspect before = tables.suspects.get(runId);
    WorkerDeaths last =
        before == null || hasProgressed(runId, before.deaths().at()) ? null : before.deaths();
    int count = last == null ? 1 : last.count() + 1;
    int lone = (last == null ? 0 : last.lone()) + (alone ? 1 : 0);
    WorkerDeaths deaths = new WorkerDeaths(count, lone, now);
    tables.suspects.put(runId, new Suspect(deaths, deaths.demandSolitude()));
    int place = places.merge(count, 1, Integer::sum) - 1;
    return switch (count) {
      case 2 -> Duration.ofMillis(200L * place);
      case 3 -> Duration.ofSeconds(2L * place);
      default -> Duration.ZERO;
    };
  }

  /** Whether the step that was in progress at the last death has ended since. */
  private boolean hasProgressed(UUID runId, Instant diedAt) {
    List<StepRecord> steps = List.copyOf(tables.stepsOf(runId).values());
    return steps.stream().anyMatch(step -> hasEnded(step) && step.endedAt().isAfter(diedAt))
        && steps.stream()
            .noneMatch(
                step -> step.status() == StepStatus.RETRYING && step.endedAt().equals(diedAt));
  }

  private static boolean hasEnded(StepRecord step) {
    return step.status() == StepStatus.COMPLETED || step.status() == StepStatus.FAILED;
  }
}
