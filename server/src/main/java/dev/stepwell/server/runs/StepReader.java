package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.StepView;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.secrets.Decoding;
import dev.stepwell.server.secrets.Secrets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the steps of runs for display: a limited number, and only the displayed part of payloads and errors. */
final class StepReader {
  /** A displayed payload is in memory as stored, as displayed, and as sent. */
  static final long BYTES_PER_CHARACTER = 8;

  /** The maximum number of steps shown with a run. */
  private static final int MAX_STEPS = 5_000;

  /** The maximum number of failed attempts shown with a run. */
  private static final int MAX_ATTEMPTS = 20_000;

  /** The maximum total of characters of the steps' payloads, and of the attempts' complete errors. */
  private static final int MAX_CHARACTERS = 4_000_000;

  private static final int MIN_CHARACTERS = 500;

  /** The approximate memory of a step or attempt without its payloads. */
  private static final long BYTES_OF_STEP = 2 * 1024;

  private final Runs runs;
  private final Secrets secrets;
  private final Decoding decoding;

  StepReader(Runs runs, Secrets secrets, Decoding decoding) {
    this.runs = runs;
    this.secrets = secrets;
    this.decoding = decoding;
  }

  /**
   * Steps as stored. Secrets that were stored before must be found afterwards, and masked in {@link #json}.
   *
   * @param count the number of steps of the run
   */
  record Stored(List<StepView> views, Map<String, List<FailedAttempt>> failed, int count) {
    /** The number of further steps. */
    int leftOut() {
      return Math.max(0, count - views.size());
    }
  }

  /** The first steps of a run; the share must have room for them. */
  Stored first(UUID runId, MemoryBudget.Share share) {
    int count = runs.countSteps(runId);
    int shown = Math.max(1, Math.min(count, MAX_STEPS));
    int each =
        Math.max(MIN_CHARACTERS, Math.min(Secrets.LARGEST_AT_ONCE, MAX_CHARACTERS / shown / 2));
    share.grow(shown * BYTES_OF_STEP);
    List<StepView> views = runs.stepViews(runId, MAX_STEPS, each);
    long characters = views.stream()
        .mapToLong(view -> held(view.input(), each) + held(view.result(), each))
        .sum();
    share.grow(characters * BYTES_PER_CHARACTER);
    return new Stored(views, failedAttempts(runId, null, share), count);
  }

  /** A step with its whole input and result; the share must have room for it. */
  Stored whole(UUID runId, String stepId, MemoryBudget.Share share) {
    StepView sizes = step(runId, stepId, 0);
    share.grow((length(sizes.input()) + length(sizes.result())) * BYTES_PER_CHARACTER);
    return new Stored(
        List.of(step(runId, stepId, Integer.MAX_VALUE)), failedAttempts(runId, stepId, share), 1);
  }

  private StepView step(UUID runId, String stepId, int limit) {
    return runs.stepView(runId, stepId, limit)
        .orElseThrow(() -> Problem.missing("run " + runId + " has no step " + stepId));
  }

  private Map<String, List<FailedAttempt>> failedAttempts(
      UUID runId, @Nullable String stepId, MemoryBudget.Share share) {
    List<FailedAttempt> latest =
        runs.latestFailedAttempts(runId, stepId, MAX_ATTEMPTS, MAX_CHARACTERS);
    long characters =
        latest.stream().mapToLong(attempt -> attempt.error().length()).sum();
    share.grow(latest.size() * BYTES_OF_STEP + characters * BYTES_PER_CHARACTER);
    return latest.stream().collect(Collectors.groupingBy(FailedAttempt::stepId));
  }

  /** The steps without these secrets. */
  List<StepJson> json(Stored steps, Redaction redaction) {
    return steps.views.stream()
        .map(view -> StepJson.of(
            view.step(),
            secrets.shown(view.input(), redaction),
            secrets.shown(view.result(), redaction),
            steps.failed.getOrDefault(view.step().id(), List.of()),
            redaction))
        .toList();
  }

  /** The only step of these, with its input and result decoded; the share must have room for them. */
  StepJson decoded(Stored steps, Redaction redaction, MemoryBudget.Share share) {
    StepView view = steps.views.get(0);
    return StepJson.of(
        view.step(),
        decoding.shown(view.input(), redaction, share),
        decoding.shown(view.result(), redaction, share),
        steps.failed.getOrDefault(view.step().id(), List.of()),
        redaction);
  }

  private static long held(@Nullable Payload payload, int limit) {
    return Math.min(limit, length(payload));
  }

  /** The number of characters of a payload; 0 for none. */
  static long length(@Nullable Payload payload) {
    return payload == null ? 0 : payload.length();
  }
}
