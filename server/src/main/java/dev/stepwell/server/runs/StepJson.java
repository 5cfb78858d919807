package dev.stepwell.server.runs;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.server.http.HttpJson;
import dev.stepwell.server.secrets.Secrets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step as JSON, with its failed attempts.
 *
 * @param input its input by name; null if it was not recorded or was left out
 * @param inputLeftOut the number of characters of an input that was left out for its size
 * @param startedAt when its first attempt started
 * @param lastAttemptAt when its last attempt started; null if that was the first
 * @param dueAt when the next attempt is due or the wait ends; for a wait that timed out, when it did
 */
record StepJson(
    String id,
    String kind,
    String status,
    int attempts,
    String startedAt,
    String endedAt,
    @Nullable String lastAttemptAt,
    @Nullable String dueAt,
    @JsonRawValue @Nullable String input,
    @Nullable Integer inputLeftOut,
    @JsonRawValue @Nullable String result,
    @Nullable Integer resultLeftOut,
    @Nullable FailureJson error,
    List<Attempt> failedAttempts) {
  static StepJson of(
      StepRecord step,
      Secrets.Shown input,
      Secrets.Shown result,
      List<FailedAttempt> failed,
      Redaction redaction) {
    return new StepJson(
        step.id(),
        step.kind().word(),
        step.status().word(),
        step.attempts(),
        step.startedAt().toString(),
        step.endedAt().toString(),
        HttpJson.time(step.lastAttemptAt()),
        HttpJson.time(step.dueAt()),
        input.json(),
        input.leftOut(),
        result.json(),
        result.leftOut(),
        FailureJson.of(step.error(), redaction),
        failed.stream().map(attempt -> Attempt.of(attempt, redaction)).toList());
  }

  /**
   * A failed attempt.
   *
   * @param nextDueAt when the next one was due; null if it was the last
   */
  record Attempt(
      int attempt,
      String startedAt,
      String endedAt,
      @Nullable String nextDueAt,
      @Nullable FailureJson error) {
    static Attempt of(FailedAttempt attempt, Redaction redaction) {
      return new Attempt(
          attempt.attempt(),
          attempt.startedAt().toString(),
          attempt.endedAt().toString(),
          HttpJson.time(attempt.nextDueAt()),
          FailureJson.of(attempt.error(), redaction));
    }
  }
}
