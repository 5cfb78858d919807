package dev.stepwell.runtime.model;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data of one write of a step.
 *
 * @param runId the run
 * @param step the step in its new state
 * @param failed the attempt that just failed; null if none did
 * @param waitsFor the event that ends it, with its look-back; null for none
 * @param sends the events sent with it
 * @param releases the slots of limits on the step that are released with it; null if it holds none
 */
public record StepWrite(
    UUID runId,
    StepRecord step,
    @Nullable FailedAttempt failed,
    @Nullable EventWait waitsFor,
    List<Dispatch> sends,
    @Nullable SlotRelease releases) {
  /** A write of a step that holds no slots. */
  public StepWrite(
      UUID runId,
      StepRecord step,
      @Nullable FailedAttempt failed,
      @Nullable EventWait waitsFor,
      List<Dispatch> sends) {
    this(runId, step, failed, waitsFor, sends, null);
  }

  /** Only the step. */
  public static StepWrite of(UUID runId, StepRecord step) {
    return new StepWrite(runId, step, null, null, List.of());
  }

  /** The same, releasing the slots of the step. */
  public StepWrite releasing(SlotRelease release) {
    return new StepWrite(runId, step, failed, waitsFor, sends, release);
  }
}
