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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is recorded of an attempt of a step, and what a flow sees of it. */
final class Outcomes {
  private Outcomes() {}

  /** The attempt has brought the step's result. */
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

  /** A step that runs no code of the user's has its result, from then on if its time has brought it. */
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

  /** The step waits, until then if there is an end to it. */
  static StepRecord waiting(String id, StepKind kind, Instant startedAt, @Nullable Instant until) {
    return new StepRecord(
        id, kind, StepStatus.WAITING, 0, null, null, null, until, startedAt, startedAt, null);
  }

  /** The attempt has failed, and the next is due after the delay, if there is to be one. */
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

  /** The attempt by which a step has failed. */
  static FailedAttempt attempt(StepRecord failed, Attempt attempt) {
    return new FailedAttempt(
        failed.id(),
        failed.attempts(),
        Objects.requireNonNull(failed.error()),
        attempt.startedAt(),
        failed.endedAt(),
        failed.dueAt());
  }

  /** What the flow sees of a step whose attempts are used up. */
  static StepFailedException exception(StepRecord failed) {
    ErrorInfo error = Objects.requireNonNull(failed.error());
    return new StepFailedException(failed.id(), failed.attempts(), error.type(), error.message());
  }
}
