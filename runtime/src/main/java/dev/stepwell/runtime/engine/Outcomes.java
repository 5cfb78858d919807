package dev.stepwell.runtime.engine;

import dev.stepwell.StepFailedException;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is recorded of an attempt of a step, and what a flow sees of it. */
final class Outcomes {
  private Outcomes() {}

  /** So long after a time; the latest time that can be stored if that is even later. */
  static Instant later(Instant start, Duration duration) {
    Instant latest = Instant.parse("9999-12-31T00:00:00Z");
    return duration.compareTo(Duration.between(start, latest)) > 0 ? latest : start.plus(duration);
  }

  /** The step has its result. */
  static StepRecord completed(
      String id, StepKind kind, int attempts, String result, Instant startedAt, Instant now) {
    return new StepRecord(
        id, kind, StepStatus.COMPLETED, attempts, result, null, null, startedAt, now);
  }

  /** The step waits, until then if there is an end to it. */
  static StepRecord waiting(String id, StepKind kind, Instant startedAt, @Nullable Instant until) {
    return new StepRecord(id, kind, StepStatus.WAITING, 0, null, null, until, startedAt, startedAt);
  }

  /** An attempt has failed, and the next is due after the delay, if there is to be one. */
  static StepRecord failed(
      String id,
      int attempts,
      Throwable thrown,
      Optional<Duration> delay,
      Instant startedAt,
      Instant now) {
    return new StepRecord(
        id,
        StepKind.STEP,
        delay.isPresent() ? StepStatus.RETRYING : StepStatus.FAILED,
        attempts,
        null,
        Errors.of(thrown),
        delay.map(wait -> later(now, wait)).orElse(null),
        startedAt,
        now);
  }

  /** The attempt by which a step has failed. */
  static FailedAttempt attempt(StepRecord failed, Instant startedAt) {
    return new FailedAttempt(
        failed.id(),
        failed.attempts(),
        Objects.requireNonNull(failed.error()),
        startedAt,
        failed.endedAt());
  }

  /** What the flow sees of a step whose attempts are used up. */
  static StepFailedException exception(StepRecord failed) {
    ErrorInfo error = Objects.requireNonNull(failed.error());
    return new StepFailedException(failed.id(), failed.attempts(), error.type(), error.message());
  }
}
