package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.Retry;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunView;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.model.StepView;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.secrets.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads runs for display: with secrets masked, and only the displayed part of payloads. */
public final class RunReader {
  /** The maximum number of steps shown with a run. */
  private static final int MAX_STEPS = 5_000;

  /** The maximum total of characters of the steps' payloads shown with a run. */
  private static final int CHARACTERS_OF_STEPS = 4_000_000;

  private static final int MIN_CHARACTERS = 500;

  /** The approximate memory of a page of runs. */
  private static final long BYTES_OF_LIST = 1024 * 1024;

  /** The approximate memory of a step without its payloads. */
  private static final long BYTES_OF_STEP = 2 * 1024;

  /** A displayed payload is in memory as stored, as displayed, and as sent. */
  private static final long BYTES_PER_CHARACTER = 8;

  private final Runs runs;
  private final Function<UUID, List<StepUnderway>> underway;
  private final Secrets secrets;
  private final RunSecrets found;
  private final RunSearch search;

  /**
   * A reader of stored runs.
   *
   * @param underway the current attempts in this process, by run
   */
  public RunReader(
      Runs runs, Function<UUID, List<StepUnderway>> underway, Secrets secrets, RunSecrets found) {
    this.runs = runs;
    this.underway = underway;
    this.secrets = secrets;
    this.found = found;
    this.search = new RunSearch(runs, found);
  }

  /** The runs of the query; the share must have room for them. */
  public RunJson.Page page(RunQuery query, MemoryBudget.Share share) {
    share.grow(BYTES_OF_LIST);
    RunPage page = search.page(query.filter(), query.before(), query.limit());
    return new RunJson.Page(summaries(page.runs()), page.next());
  }

  /** Searches runs by the text that is displayed. */
  RunSearch search() {
    return search;
  }

  /** Runs in a list; secrets in their errors are masked. */
  public List<RunJson.Summary> summaries(List<Run> list) {
    Map<UUID, Retry> retries = search.retries(list);
    return list.stream().map(run -> summary(run, retries.get(run.id()))).toList();
  }

  private RunJson.Summary summary(Run run, @Nullable Retry retry) {
    return RunJson.Summary.of(run, retry, retry == null ? found.ofErrorIn(run) : found.of(run));
  }

  /** Those of these runs that exist; the share must have room for them. */
  RunJson.Page named(Set<UUID> ids, MemoryBudget.Share share) {
    share.grow(BYTES_OF_LIST);
    return new RunJson.Page(summaries(runs.runs(ids)), null);
  }

  /** The run of a request, without its output. */
  public Run run(String id) {
    return view(id, 0).run();
  }

  private RunView view(String id, int limit) {
    try {
      return runs.runView(UUID.fromString(id), limit)
          .orElseThrow(() -> Problem.missing("there is no run " + id));
    } catch (IllegalArgumentException e) {
      throw Problem.missing("there is no run " + id + ": a run's id is a UUID");
    }
  }

  /** A run with all its details; the share must have room for it. */
  public RunJson.Shown shown(String id, MemoryBudget.Share share) {
    share.grow(BYTES_OF_LIST);
    RunView view = view(id, Secrets.LARGEST_AT_ONCE);
    Run run = view.run();
    Redaction redaction = found.of(run);
    Secrets.Shown output = secrets.shown(view.output(), redaction);
    int count = runs.countSteps(run.id());
    return new RunJson.Shown(
        RunJson.Summary.of(run, search.retries(List.of(run)).get(run.id()), redaction),
        started(run, redaction),
        RunJson.CalledBy.of(run.caller()),
        output.json(),
        output.leftOut(),
        FailureJson.of(run.error(), redaction),
        runs.reasons(run.id()).stream()
            .map(reason -> ReasonJson.of(reason, secrets, redaction))
            .toList(),
        steps(run.id(), count, redaction, share),
        Math.max(0, count - MAX_STEPS),
        underway.apply(run.id()).stream().map(RunJson.Underway::of).toList(),
        summaries(runs.invokedBy(run.id())));
  }

  private RunJson.@Nullable Started started(Run run, Redaction redaction) {
    return runs.eventView(run.eventId(), Secrets.LARGEST_AT_ONCE)
        .map(event -> RunJson.Started.by(
            event,
            secrets.shown(event.data(), redaction),
            secrets.headers(event.headers(), redaction)))
        .orElse(null);
  }

  private List<StepJson> steps(
      UUID runId, int count, Redaction redaction, MemoryBudget.Share share) {
    int shown = Math.max(1, Math.min(count, MAX_STEPS));
    int each = Math.max(
        MIN_CHARACTERS, Math.min(Secrets.LARGEST_AT_ONCE, CHARACTERS_OF_STEPS / shown / 2));
    share.grow(shown * BYTES_OF_STEP);
    List<StepView> views = runs.stepViews(runId, MAX_STEPS, each);
    long characters = views.stream()
        .mapToLong(view -> held(view.input(), each) + held(view.result(), each))
        .sum();
    share.grow(characters * BYTES_PER_CHARACTER);
    Map<String, List<FailedAttempt>> failed = failedAttempts(runId);
    return views.stream()
        .map(step -> StepJson.of(
            step.step(),
            secrets.shown(step.input(), redaction),
            secrets.shown(step.result(), redaction),
            failed.getOrDefault(step.step().id(), List.of()),
            redaction))
        .toList();
  }

  private Map<String, List<FailedAttempt>> failedAttempts(UUID run) {
    return runs.failedAttempts(run).stream().collect(Collectors.groupingBy(FailedAttempt::stepId));
  }

  /** A step with its whole input and result; the share must have room for it. */
  StepJson step(Run run, String stepId, MemoryBudget.Share share) {
    StepView sizes = step(run.id(), stepId, 0);
    share.grow((length(sizes.input()) + length(sizes.result())) * BYTES_PER_CHARACTER);
    StepView step = step(run.id(), stepId, Integer.MAX_VALUE);
    Redaction redaction = found.of(run);
    return StepJson.of(
        step.step(),
        secrets.shown(step.input(), redaction),
        secrets.shown(step.result(), redaction),
        failedAttempts(run.id()).getOrDefault(stepId, List.of()),
        redaction);
  }

  private StepView step(UUID runId, String stepId, int limit) {
    return runs.stepView(runId, stepId, limit)
        .orElseThrow(() -> Problem.missing("run " + runId + " has no step " + stepId));
  }

  private static long held(@Nullable Payload payload, int limit) {
    return Math.min(limit, length(payload));
  }

  private static long length(@Nullable Payload payload) {
    return payload == null ? 0 : payload.length();
  }

  /** The whole output of a run; the share must have room for it. */
  RunJson.Output output(String id, MemoryBudget.Share share) {
    share.grow(length(view(id, 0).output()) * BYTES_PER_CHARACTER);
    RunView view = view(id, Integer.MAX_VALUE);
    return new RunJson.Output(secrets.shown(view.output(), found.of(view.run())).json());
  }

  /** The secrets to mask in texts of a run. */
  public Redaction redaction(Run run) {
    return found.of(run);
  }

  /** The runs that these events started, by event. */
  public Map<String, List<RunJson.Summary>> startedBy(List<String> eventIds) {
    return summaries(runs.startedBy(eventIds)).stream()
        .collect(Collectors.groupingBy(RunJson.Summary::event));
  }
}
