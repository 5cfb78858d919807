package dev.stepwell.runtime.engine;

import dev.stepwell.StepFailedException;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of attempts, and what flows get from them. */
final class Outcomes {
  private Outcomes() {}

  /** The attempt returned the step's result. */
  static StepRecord completed(Attempt attempt, String result, Instant now) {
    return new StepRecord(
        attempt.stepId(),
        StepKind.STEP,
        StepStatus.COMPLETED,
        attempt.number(),
        attempt.input(),
        result,
        null,
        null,
        attempt.firstAt(),
        now,
        attempt.lastAttemptAt(),
        attempt.was());
  }

  /** A step without the user's code has its result, from the time of a timeout on if there was one. */
  static StepRecord completed(
      String id,
      StepKind kind,
      String result,
      @Nullable Instant dueAt,
      Instant startedAt,
      Instant now) {
    return new StepRecord(
        id, kind, StepStatus.COMPLETED, 1, null, result, null, dueAt, startedAt, now, null);
  }

  /** A step that runs no code of the user's has failed. */
  static StepRecord refused(
      String id, StepKind kind, ErrorInfo error, Instant startedAt, Instant now) {
    return new StepRecord(
        id, kind, StepStatus.FAILED, 1, null, null, error, null, startedAt, now, null);
  }

  /**
   * The step was cancelled, while it waited or was attempted.
   *
   * @param last its last state; null if none is stored
   * @param attempt its current attempt; null if there is none
   */
  static StepRecord cancelled(
      String id,
      @Nullable StepRecord last,
      @Nullable Attempt attempt,
      ErrorInfo error,
      Instant now) {
    return new StepRecord(
        id,
        last == null ? StepKind.STEP : last.kind(),
        StepStatus.FAILED,
        attempt != null ? attempt.number() : last == null ? 1 : last.attempts(),
        attempt == null ? null : attempt.input(),
        null,
        error,
        null,
        last != null ? last.startedAt() : attempt == null ? now : attempt.firstAt(),
        now,
        attempt != null ? attempt.lastAttemptAt() : last == null ? null : last.lastAttemptAt(),
        attempt == null ? List.of() : attempt.was());
  }

  /** The step waits, until then if there is an end to it. */
  static StepRecord waiting(String id, StepKind kind, Instant startedAt, @Nullable Instant until) {
    return new StepRecord(
        id, kind, StepStatus.WAITING, 0, null, null, null, until, startedAt, startedAt, null);
  }

  /** The attempt failed; the next one is due after the delay, if there is one. */
  static StepRecord failed(
      Attempt attempt, ErrorInfo error, Optional<Duration> delay, Instant now) {
    return new StepRecord(
        attempt.stepId(),
        StepKind.STEP,
        delay.isPresent() ? StepStatus.RETRYING : StepStatus.FAILED,
        attempt.number(),
        attempt.input(),
        null,
        error,
        delay.map(wait -> TimeRange.after(now, wait)).orElse(null),
        attempt.firstAt(),
        now,
        attempt.lastAttemptAt(),
        attempt.was());
  }

  /** The attempt with which a step failed permanently. */
  static FailedAttempt attempt(StepRecord failed, Attempt attempt) {
    return new FailedAttempt(
        failed.id(),
        failed.attempts(),
        Objects.requireNonNull(failed.error()),
        attempt.startedAt(),
        failed.endedAt(),
        failed.dueAt());
  }

  /** The exception of a permanently failed step in the flow. */
  static StepFailedException exception(StepRecord failed) {
    ErrorInfo error = Objects.requireNonNull(failed.error());
    return new StepFailedException(failed.id(), failed.attempts(), error.type(), error.message());
  }
}
