package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.store.Reruns;
import dev.stepwell.testing.memory.Rows.Taken;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Repeats runs. */
final class MemoryReruns implements Reruns {
  private final MemoryTables tables;
  private final Appending appending;

  MemoryReruns(MemoryTables tables, Appending appending) {
    this.tables = tables;
    this.appending = appending;
  }

  @Override
  public Result rerun(NewRun run, UUID of, @Nullable String fromStep, long functionsVersion) {
    return tables.transaction(() -> {
      if (functionsVersion != tables.functionsVersion) {
        return Result.FUNCTIONS_CHANGED;
      }
      RunRow repeated = tables.runs.get(of);
      if (repeated == null) {
        return Result.NO_RUN;
      }
      if (repeated.isLive()) {
        return Result.NOT_ENDED;
      }
      StepRecord from = fromStep == null ? null : tables.step(of, fromStep);
      if (fromStep != null && from == null) {
        return Result.NO_STEP;
      }
      appending.insert(repeated.run().eventId(), run, of);
      if (tables.gathered.containsKey(of)) {
        tables.gathered.put(run.id(), List.copyOf(tables.gathered.get(of)));
      }
      if (from != null) {
        keepStepsBefore(from, of, run.id());
      }
      return Result.STARTED;
    });
  }

  /**
   * If the clock stands still, a step may have ended at the exact time at which the chosen step started; the order of
   * storing decides.
   */
  private void keepStepsBefore(StepRecord from, UUID of, UUID runId) {
    boolean before = true;
    for (StepRecord step : tables.stepsOf(of).values()) {
      if (step.id().equals(from.id())) {
        before = false;
      } else if (hasEnded(step)
          && (step.endedAt().isBefore(from.startedAt())
              || (before && step.endedAt().equals(from.startedAt())))) {
        tables.put(runId, step);
        keepTaken(step.id(), of, runId);
      }
    }
  }

  private void keepTaken(String stepId, UUID of, UUID runId) {
    List.copyOf(tables.taken).stream()
        .filter(taken -> taken.runId().equals(of) && taken.stepId().equals(stepId))
        .forEach(
            taken -> tables.taken.add(new Taken(runId, taken.eventId(), stepId, taken.position())));
  }

  private static boolean hasEnded(StepRecord step) {
    return step.status() == StepStatus.COMPLETED || step.status() == StepStatus.FAILED;
  }
}
