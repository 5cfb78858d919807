package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of a step of a run.
 *
 * @param id the step's id in the run, with the number of its repetition or element
 * @param kind the kind
 * @param status the status
 * @param attempts the number of ended attempts
 * @param input its input as a JSON object, for people; null if it was not recorded, and when a worker takes the run,
 *     which does not need it
 * @param result the result as JSON text; null unless completed. For a wait, the event as an object with {@code id},
 *     {@code name} and {@code data}, or {@code null} if none came in time
 * @param error the error of the last failed attempt; null if none failed
 * @param dueAt when the next attempt is due or the wait ends; for a sleep or a wait that timed out, when it did;
 *     otherwise null
 * @param startedAt when its first attempt started
 * @param endedAt when its last attempt ended
 * @param lastAttemptAt when its last attempt started; null if that was the first
 * @param was the other ids under which older code looks for it
 */
public record StepRecord(
    String id,
    StepKind kind,
    StepStatus status,
    int attempts,
    @Nullable String input,
    @Nullable String result,
    @Nullable ErrorInfo error,
    @Nullable Instant dueAt,
    Instant startedAt,
    Instant endedAt,
    @Nullable Instant lastAttemptAt,
    List<String> was) {
  /** A step without former ids. */
  public StepRecord(
      String id,
      StepKind kind,
      StepStatus status,
      int attempts,
      @Nullable String input,
      @Nullable String result,
      @Nullable ErrorInfo error,
      @Nullable Instant dueAt,
      Instant startedAt,
      Instant endedAt,
      @Nullable Instant lastAttemptAt) {
    this(
        id,
        kind,
        status,
        attempts,
        input,
        result,
        error,
        dueAt,
        startedAt,
        endedAt,
        lastAttemptAt,
        List.of());
  }

  /** The same without its input. */
  public StepRecord withoutInput() {
    return withInput(null);
  }

  /** The same with this input. */
  public StepRecord withInput(@Nullable String object) {
    return new StepRecord(
        id,
        kind,
        status,
        attempts,
        object,
        result,
        error,
        dueAt,
        startedAt,
        endedAt,
        lastAttemptAt,
        was);
  }

  /** The same, with these ids for older code. */
  public StepRecord withWas(List<String> ids) {
    return new StepRecord(
        id,
        kind,
        status,
        attempts,
        input,
        result,
        error,
        dueAt,
        startedAt,
        endedAt,
        lastAttemptAt,
        ids);
  }

  /** The same with this result. */
  public StepRecord withResult(@Nullable String json) {
    return new StepRecord(
        id,
        kind,
        status,
        attempts,
        input,
        json,
        error,
        dueAt,
        startedAt,
        endedAt,
        lastAttemptAt,
        was);
  }
}
