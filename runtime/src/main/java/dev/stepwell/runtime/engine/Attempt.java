package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.StepRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a step.
 *
 * @param stepId the step's id in the run
 * @param number its number, from 1
 * @param firstAt when the first one started
 * @param startedAt when this one started
 * @param input the input of the step to record; null if inputs are not recorded, and for later attempts
 * @param was the other ids under which older code looks for the step
 */
record Attempt(
    String stepId,
    int number,
    Instant firstAt,
    Instant startedAt,
    @Nullable String input,
    List<String> was) {
  /** The next attempt of the stored step; with its input if it is the first. */
  static Attempt next(
      String stepId,
      @Nullable StepRecord last,
      @Nullable String input,
      List<String> was,
      Instant now) {
    return last == null
        ? new Attempt(stepId, 1, now, now, input, was)
        : new Attempt(stepId, last.attempts() + 1, last.startedAt(), now, null, last.was());
  }

  /** When it started; null if it is the first. */
  @Nullable
  Instant lastAttemptAt() {
    return number == 1 ? null : startedAt;
  }
}
