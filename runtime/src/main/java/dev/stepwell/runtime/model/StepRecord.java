package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a step of a run.
 *
 * @param id the step's id in the run, with the number of its repetition or element
 * @param kind what it does
 * @param status what it came to so far
 * @param attempts how many attempts have ended
 * @param input what went into it as a JSON object, for people to read; null if it was not recorded, and where a worker takes
 *     the run, which goes on without it
 * @param result the result as JSON text; null unless completed. Of a wait it is the event that came, as an object with {@code id},
 *     {@code name} and {@code data}, or {@code null} if none came in time
 * @param error the error of the last attempt that failed; null if none did
 * @param dueAt when the next attempt is due or the wait is over, and of a sleep or a wait that its time has ended, when that was; else
 *     null
 * @param startedAt when its first attempt started
 * @param endedAt when its last attempt ended
 * @param lastAttemptAt when its last attempt started; null if that was the first
 * @param was under which other ids older code looks for it
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
  /** A step that always had this id. */
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

  /** The same without what went into it. */
  public StepRecord withoutInput() {
    return withInput(null);
  }

  /** The same with this as what went into it. */
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

  /** The same, for which older code looks under these ids. */
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

  /** The same with this as its result. */
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
