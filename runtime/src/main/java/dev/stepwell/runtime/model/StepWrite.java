package dev.stepwell.runtime.model;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is written of a step at once.
 *
 * @param runId the run
 * @param step the step as it is now
 * @param failed the attempt that has just failed; null if none has
 * @param waitsFor the event that ends it, and since when it counts; null if none does
 * @param sends the events that come with it
 */
public record StepWrite(
    UUID runId,
    StepRecord step,
    @Nullable FailedAttempt failed,
    @Nullable EventWait waitsFor,
    List<Dispatch> sends) {
  /** Just the step. */
  public static StepWrite of(UUID runId, StepRecord step) {
    return new StepWrite(runId, step, null, null, List.of());
  }
}
