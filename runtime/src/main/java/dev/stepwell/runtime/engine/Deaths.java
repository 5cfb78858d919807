package dev.stepwell.runtime.engine;

import dev.stepwell.WorkerDiedException;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.WorkerDeaths;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records deaths of workers as attempts of steps, and as errors of runs. */
final class Deaths {
  private static final String TYPE = WorkerDiedException.class.getName();

  private Deaths() {}

  /** The death as a failed attempt of the step in progress; another attempt follows unless it is the last. */
  static StepWrite attempt(
      ClaimedRun run,
      String stepId,
      @Nullable StepRecord known,
      @Nullable String input,
      List<String> was,
      boolean isLast) {
    WorkerDeaths deaths = deaths(run);
    Attempt attempt = Attempt.next(stepId, known, input, was, deaths.at());
    ErrorInfo error = new ErrorInfo(
        TYPE,
        "the worker's process died during this attempt; this is death number " + deaths.count()
            + " in a row for this run",
        null,
        null,
        0);
    StepRecord failed = Outcomes.failed(
        attempt, error, isLast ? Optional.empty() : Optional.of(Duration.ZERO), deaths.at());
    return new StepWrite(run.id(), failed, Outcomes.attempt(failed, attempt), null, List.of());
  }

  /** The step that was in progress when the last worker died; null if none is known. */
  static @Nullable StepRecord stepInProgress(ClaimedRun run) {
    return run.steps().stream()
        .filter(step -> step.status() == StepStatus.RETRYING
            && step.error() != null
            && step.error().type().equals(TYPE))
        .max(Comparator.comparing(StepRecord::endedAt))
        .orElse(null);
  }

  /** The error of a run that fails because of the deaths, in this step if one was in progress. */
  static ErrorInfo error(ClaimedRun run, @Nullable StepRecord failed) {
    int count = deaths(run).lone();
    return new ErrorInfo(
        TYPE,
        count + (count == 1 ? " worker has died" : " workers have died") + " while executing "
            + (failed == null ? "the run, between its steps" : "step " + failed.id())
            + " and no other run, so it is not executed again. Find out what ends the process there: Runtime.halt, System.exit, running out of memory, or"
            + " a crash in native code. Rerun the run once that is fixed",
        null,
        failed == null ? null : failed.id(),
        failed == null ? 0 : failed.attempts());
  }

  private static WorkerDeaths deaths(ClaimedRun run) {
    WorkerDeaths deaths = run.deaths();
    if (deaths == null) {
      throw new IllegalStateException("no worker has died while executing run " + run.id());
    }
    return deaths;
  }
}
