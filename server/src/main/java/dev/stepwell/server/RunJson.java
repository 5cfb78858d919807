package dev.stepwell.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.server.Secrets.Redaction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How runs read as JSON. Times are as in {@code 2026-01-31T09:00:00Z}; payloads are shown without their secrets. */
final class RunJson {
  /** How many characters of an error's message are in a list. */
  private static final int MESSAGE_IN_LISTS = 300;

  private RunJson() {}

  static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /**
   * Some of the runs that were asked for.
   *
   * @param runs newest first
   * @param next the value of {@code before} for the next page; null if this is the last
   */
  record Page(List<Summary> runs, @Nullable UUID next) {}

  /**
   * What went wrong, in a list.
   *
   * @param step the step whose failure it was; null if it was none's
   */
  record Said(@Nullable String step, String type, @Nullable String message) {
    static @Nullable Said of(@Nullable ErrorInfo error, Redaction redaction) {
      if (error == null) {
        return null;
      }
      String message = redaction.of(error.message());
      return new Said(
          error.stepId(),
          error.type(),
          message == null || message.length() <= MESSAGE_IN_LISTS
              ? message
              : message.substring(0, MESSAGE_IN_LISTS) + " …");
    }
  }

  /** A run in a list. */
  record Summary(
      UUID id,
      String function,
      String event,
      String status,
      String createdAt,
      @Nullable String startedAt,
      @Nullable String endedAt,
      @Nullable String dueAt,
      @Nullable String cancelledBy,
      @Nullable UUID rerunOf,
      @Nullable Said error) {
    static Summary of(Run run, Redaction redaction) {
      return new Summary(
          run.id(),
          run.functionId(),
          run.eventId(),
          run.status().word(),
          run.createdAt().toString(),
          text(run.startedAt()),
          text(run.endedAt()),
          text(run.dueAt()),
          run.cancelledBy(),
          run.rerunOf(),
          Said.of(run.error(), redaction));
    }
  }

  /** The event that started a run. */
  record Started(
      String id,
      String name,
      String time,
      @Nullable JsonNode data,
      @Nullable Integer dataLeftOut) {
    static Started by(Event event, Secrets secrets, Redaction redaction) {
      Secrets.Shown data = secrets.shown(event.data(), redaction);
      return new Started(
          event.id(), event.name(), event.time().toString(), data.value(), data.leftOut());
    }
  }

  /** The step of another run that waits for this one. */
  record CalledBy(UUID run, String step) {
    static @Nullable CalledBy of(@Nullable Caller caller) {
      return caller == null ? null : new CalledBy(caller.runId(), caller.stepId());
    }
  }

  /** An error, whole. */
  record Failure(
      @Nullable String step,
      String type,
      @Nullable String message,
      @Nullable String stackTrace) {
    static @Nullable Failure of(@Nullable ErrorInfo error, Redaction redaction) {
      return error == null
          ? null
          : new Failure(
              error.stepId(),
              error.type(),
              redaction.of(error.message()),
              redaction.of(error.stackTrace()));
    }
  }

  /**
   * A step, with the attempts of it that failed.
   *
   * @param input what went into it, by name; null unless that was recorded, or where it was left out
   * @param inputLeftOut how many characters it has, where it was left out for its size
   * @param startedAt when its first attempt started
   * @param lastAttemptAt when its last attempt started; null if that was the first
   * @param dueAt when the next attempt is due or the wait is over, and of a wait that its time has ended, when that was
   */
  record Step(
      String id,
      String kind,
      String status,
      int attempts,
      String startedAt,
      String endedAt,
      @Nullable String lastAttemptAt,
      @Nullable String dueAt,
      @Nullable JsonNode input,
      @Nullable Integer inputLeftOut,
      @Nullable JsonNode result,
      @Nullable Integer resultLeftOut,
      @Nullable Failure error,
      List<Attempt> failedAttempts) {
    static Step of(
        StepRecord step,
        Secrets.Shown input,
        Secrets.Shown result,
        List<FailedAttempt> failed,
        Redaction redaction) {
      return new Step(
          step.id(),
          step.kind().word(),
          step.status().word(),
          step.attempts(),
          step.startedAt().toString(),
          step.endedAt().toString(),
          text(step.lastAttemptAt()),
          text(step.dueAt()),
          input.value(),
          input.leftOut(),
          result.value(),
          result.leftOut(),
          Failure.of(step.error(), redaction),
          failed.stream().map(attempt -> Attempt.of(attempt, redaction)).toList());
    }
  }

  /**
   * An attempt that failed.
   *
   * @param nextDueAt when the next one was due; null if it was the last
   */
  record Attempt(
      int attempt,
      String startedAt,
      String endedAt,
      @Nullable String nextDueAt,
      @Nullable Failure error) {
    static Attempt of(FailedAttempt attempt, Redaction redaction) {
      return new Attempt(
          attempt.attempt(),
          attempt.startedAt().toString(),
          attempt.endedAt().toString(),
          text(attempt.nextDueAt()),
          Failure.of(attempt.error(), redaction));
    }
  }

  /** An attempt of a step that this process is making now. */
  record Underway(String step, int attempt, String startedAt) {
    static Underway of(StepUnderway step) {
      return new Underway(step.stepId(), step.attempt(), step.startedAt().toString());
    }
  }

  /**
   * Why a run does not move.
   *
   * @param type a word for each kind of reason
   * @param step the step that waits, if one does
   * @param until until when, if that is known
   * @param says the reason in words
   */
  record Why(String type, @Nullable String step, @Nullable String until, String says) {
    static Why of(Reason reason, Secrets secrets) {
      if (reason instanceof Reason.Executing now) {
        return new Why("executing", null, null, now.worker() + " executes it");
      } else if (reason instanceof Reason.Sleeping sleep) {
        return new Why("sleeping", sleep.stepId(), text(sleep.until()), "it sleeps");
      } else if (reason instanceof Reason.AwaitingEvent wait) {
        return new Why(
            "awaiting-event",
            wait.stepId(),
            text(wait.until()),
            "it waits for " + wait.event() + " with "
                + secrets.hidden(wait.match(), Redaction.NONE));
      } else if (reason instanceof Reason.AwaitingRun call) {
        return new Why(
            "awaiting-run",
            call.stepId(),
            null,
            "it waits for run " + call.runId() + " of " + call.functionId() + ", which is "
                + call.status().word());
      } else if (reason instanceof Reason.AwaitingAttempt retry) {
        return new Why(
            "awaiting-attempt",
            retry.stepId(),
            text(retry.dueAt()),
            "attempt " + (retry.nextAttempt() - 1) + " failed, and attempt " + retry.nextAttempt()
                + " is not due yet");
      } else if (reason instanceof Reason.NoWorker none) {
        return new Why(
            "no-worker", null, null, "no living worker knows function " + none.functionId());
      } else if (reason instanceof Reason.Paused paused) {
        return new Why(
            "paused", null, null, "function " + paused.functionId() + " is paused: resume it");
      } else if (reason instanceof Reason.Queued queued) {
        return new Why(
            "queued",
            null,
            null,
            "it is due, and the workers that know its function, " + queued.workers()
                + ", have not come to it yet");
      } else if (reason instanceof Reason.Scheduled scheduled) {
        return new Why("scheduled", null, text(scheduled.at()), "it is to go on at a time");
      }
      return new Why("ended", null, null, "it has ended");
    }
  }

  /**
   * A run with all that is known of it.
   *
   * @param event the event that started it; null once it is no longer kept
   * @param steps in the order in which they started
   * @param stepsLeftOut how many more there are, which are not shown
   * @param underway the attempts that are being made now, if this process makes them
   * @param invoked the runs that it invoked
   */
  record Shown(
      Summary run,
      @Nullable Started event,
      @Nullable CalledBy calledBy,
      @Nullable JsonNode output,
      @Nullable Integer outputLeftOut,
      @Nullable Failure error,
      List<Why> reasons,
      List<Step> steps,
      int stepsLeftOut,
      List<Underway> underway,
      List<Summary> invoked) {}

  /** What a run returned, whole. */
  record Output(@Nullable JsonNode output) {}
}
