package dev.stepwell.server.runs;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Retry;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.server.http.HttpJson;
import dev.stepwell.server.secrets.Secrets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs as JSON. Times have the form {@code 2026-01-31T09:00:00Z}; payloads contain no secrets. */
public final class RunJson {
  /** The maximum number of characters of an error message in a list. */
  private static final int MESSAGE_IN_LISTS = 300;

  private RunJson() {}

  /**
   * A page of runs.
   *
   * @param runs newest first
   * @param next the value of {@code before} for the next page; null if this is the last
   */
  public record Page(List<Summary> runs, @Nullable UUID next) {}

  /**
   * An error in a list.
   *
   * @param step the step that failed; null if the failure is not a step's
   */
  record Said(@Nullable String step, String type, @Nullable String message) {
    static @Nullable Said of(@Nullable ErrorInfo error, Redaction redaction) {
      if (error == null) {
        return null;
      }
      return new Said(error.stepId(), error.type(), cut(redaction.of(error.message())));
    }

    private static @Nullable String cut(@Nullable String message) {
      return message == null || message.length() <= MESSAGE_IN_LISTS
          ? message
          : message.substring(0, MESSAGE_IN_LISTS) + " …";
    }
  }

  /**
   * Why a live run retries a step.
   *
   * @param attempts how many attempts have failed
   * @param dueAt when the next one is due
   */
  record Retried(
      String step,
      int attempts,
      @Nullable String dueAt,
      String type,
      @Nullable String message) {
    static Retried of(Retry retry, Redaction redaction) {
      return new Retried(
          retry.stepId(),
          retry.attempts(),
          HttpJson.time(retry.dueAt()),
          retry.error().type(),
          Said.cut(redaction.of(retry.error().message())));
    }
  }

  /**
   * A run in a list.
   *
   * @param retry the failed step that is retried; null if there is none
   */
  public record Summary(
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
      @Nullable Said error,
      @Nullable Retried retry) {
    static Summary of(Run run, @Nullable Retry retry, Redaction redaction) {
      return new Summary(
          run.id(),
          run.functionId(),
          run.eventId(),
          run.status().word(),
          run.createdAt().toString(),
          HttpJson.time(run.startedAt()),
          HttpJson.time(run.endedAt()),
          HttpJson.time(run.dueAt()),
          run.cancelledBy(),
          run.rerunOf(),
          Said.of(run.error(), redaction),
          retry == null ? null : Retried.of(retry, redaction));
    }
  }

  /** The event that started a run. */
  record Started(
      String id,
      String name,
      String time,
      @JsonRawValue @Nullable String data,
      @Nullable Integer dataLeftOut,
      @JsonRawValue String headers) {
    static Started by(EventView event, Secrets.Shown data, String headers) {
      return new Started(
          event.id(), event.name(), event.time().toString(), data.json(), data.leftOut(), headers);
    }
  }

  /**
   * A part of the events that a batch has gathered for a run.
   *
   * @param count the number of all of them; 0 if the run has only the event that started it
   * @param events in order of arrival
   * @param next the value of {@code offset} for the next part; null if this is the last
   */
  record Batch(int count, List<Started> events, @Nullable Integer next) {}

  /** The step of another run that waits for this one. */
  record CalledBy(UUID run, String step) {
    static @Nullable CalledBy of(@Nullable Caller caller) {
      return caller == null ? null : new CalledBy(caller.runId(), caller.stepId());
    }
  }

  /** A current attempt of a step in this process. */
  record Underway(String step, int attempt, String startedAt) {
    static Underway of(StepUnderway step) {
      return new Underway(step.stepId(), step.attempt(), step.startedAt().toString());
    }
  }

  /**
   * A run with all its details.
   *
   * @param event the event that started it; null once it is no longer kept
   * @param gathered the number of events that a batch has gathered for it; 0 if it has only the one that started it
   * @param steps in the order in which they started
   * @param stepsLeftOut the number of further steps
   * @param underway the current attempts in this process
   * @param invoked the first runs that it invoked
   * @param moreInvoked whether it invoked more
   */
  public record Shown(
      Summary run,
      @Nullable Started event,
      int gathered,
      @Nullable CalledBy calledBy,
      @JsonRawValue @Nullable String output,
      @Nullable Integer outputLeftOut,
      @Nullable FailureJson error,
      List<ReasonJson> reasons,
      List<StepJson> steps,
      int stepsLeftOut,
      List<Underway> underway,
      List<Summary> invoked,
      boolean moreInvoked) {}

  /** The complete result of a run. */
  record Output(@JsonRawValue @Nullable String output) {}
}
