package dev.stepwell.polaris;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs of the demo, wherever they are stored. */
interface DemoRuns {
  /** Waits until the run that an event has started has ended. */
  Ended await(Sent sent) throws InterruptedException;

  /** Waits until a step of that run has succeeded, or the run has ended. */
  void awaitStep(Sent sent, String stepId) throws InterruptedException;

  /**
   * An ended run.
   *
   * @param functionId its function
   * @param id its id, as shown by its store
   * @param status how it has ended
   * @param steps its steps
   * @param error its error; null for none
   * @param output its result as JSON; null for none
   */
  record Ended(
      String functionId,
      String id,
      RunStatus status,
      List<EndedStep> steps,
      @Nullable ErrorInfo error,
      @Nullable String output) {}

  /**
   * A step of an ended run.
   *
   * @param id its id
   * @param status how it has ended, for people
   * @param attempts the number of attempts
   * @param millis its duration
   */
  record EndedStep(String id, String status, int attempts, long millis) {}
}
