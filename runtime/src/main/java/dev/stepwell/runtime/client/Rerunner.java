package dev.stepwell.runtime.client;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.runtime.engine.KnownFunctions;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Reruns;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.runtime.time.Ids;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Repeats ended runs. */
public final class Rerunner {
  private final Runs runs;
  private final Reruns reruns;
  private final KnownFunctions functions;

  /** Uses these ports. */
  public Rerunner(Runs runs, Reruns reruns, KnownFunctions functions) {
    this.runs = runs;
    this.reruns = reruns;
    this.functions = functions;
  }

  /**
   * Starts a new run of the same function for the same event.
   *
   * @param fromStep the first step to repeat; null to repeat all
   * @return the new run's id
   * @throws NoSuchElementException if there is no such run, or it has no such step
   * @throws IllegalStateException if the run has not ended
   */
  public UUID rerun(UUID runId, @Nullable String fromStep) {
    if (fromStep != null) {
      Identifiers.checked(
          "the step id",
          Identifiers.isNumbered(fromStep) ? Identifiers.unnumbered(fromStep) : fromStep);
    }
    Run run = runs.run(runId).orElseThrow(() -> missing(runId));
    StoredEvent event = runs.event(run.eventId()).orElseThrow(() -> missing(runId));
    Matching matching = functions.matching();
    NewRun again = matching.again(event, run.functionId(), Ids.next());
    return switch (reruns.rerun(again, runId, fromStep, matching.version())) {
      case STARTED -> again.id();
      case FUNCTIONS_CHANGED -> {
        functions.reload();
        yield rerun(runId, fromStep);
      }
      case NO_RUN -> throw missing(runId);
      case NOT_ENDED ->
        throw new IllegalStateException("run " + runId + " of " + run.functionId() + " is "
            + run.status().word() + ": wait until it has ended, or cancel it first");
      case NO_STEP ->
        throw new NoSuchElementException("run " + runId + " of " + run.functionId()
            + " has no step " + fromStep + "; its steps are "
            + runs.steps(runId).stream().map(step -> step.id()).toList());
    };
  }

  private static NoSuchElementException missing(UUID runId) {
    return new NoSuchElementException("there is no run " + runId);
  }
}
