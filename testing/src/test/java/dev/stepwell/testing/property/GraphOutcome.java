package dev.stepwell.testing.property;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of the run of a graph.
 *
 * @param output its result as JSON; null if it has none
 * @param failedIn the step whose failure made it fail; null if it did not fail
 * @param stored its stored results by step id
 */
record GraphOutcome(
    @Nullable String output, @Nullable String failedIn, Map<String, String> stored) {
  /** The outcome of a run, with its steps. */
  static GraphOutcome of(Run run, List<StepRecord> steps) {
    Map<String, String> stored = new TreeMap<>();
    steps.forEach(step -> stored.put(step.id(), text(step)));
    ErrorInfo error = run.error();
    return new GraphOutcome(run.output(), error == null ? null : error.stepId(), stored);
  }

  private static String text(StepRecord step) {
    if (step.status() == StepStatus.FAILED) {
      return "failed";
    } else if (step.status() != StepStatus.COMPLETED) {
      return step.status().toString();
    }
    String result = Objects.requireNonNull(step.result());
    return switch (step.kind()) {
      case STEP -> result;
      case SLEEP -> "slept";
      case WAIT -> result.equals("null") ? "none" : "came";
      case INVOKE, SEND -> step.kind().toString();
    };
  }
}
