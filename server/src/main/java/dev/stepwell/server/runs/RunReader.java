package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Retry;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunView;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.secrets.Decoding;
import dev.stepwell.server.secrets.PageSecrets;
import dev.stepwell.server.secrets.RunSecrets;
import dev.stepwell.server.secrets.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads runs for display: with secrets masked, and only the displayed part of payloads. */
public final class RunReader {
  /** The approximate memory of a page of runs. */
  private static final long BYTES_OF_LIST = 1024 * 1024;

  /** The maximum number of invoked runs shown with a run. */
  private static final int MAX_INVOKED = 500;

  private final Runs runs;
  private final Function<UUID, List<StepUnderway>> underway;
  private final Secrets secrets;
  private final Decoding decoding;
  private final RunSecrets found;
  private final BinaryOperator<String> limitKeys;
  private final RunSearch search;
  private final StepReader steps;
  private final BatchReader batches;

  /**
   * A reader of stored runs.
   *
   * @param underway the current attempts in this process, by run
   * @param limitKeys replaces the secrets in a key, given the name of the limit and the key
   */
  public RunReader(
      Runs runs,
      Function<UUID, List<StepUnderway>> underway,
      Secrets secrets,
      Decoding decoding,
      RunSecrets found,
      BinaryOperator<String> limitKeys) {
    this.runs = runs;
    this.underway = underway;
    this.secrets = secrets;
    this.decoding = decoding;
    this.found = found;
    this.limitKeys = limitKeys;
    this.search = new RunSearch(runs, found);
    this.steps = new StepReader(runs, secrets, decoding);
    this.batches = new BatchReader(runs, secrets, found);
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
    PageSecrets secretsOfPage = new PageSecrets(runs, found);
    return list.stream()
        .map(run -> {
          Retry retry = retries.get(run.id());
          boolean hasError = run.error() != null || retry != null;
          return RunJson.Summary.of(run, retry, hasError ? secretsOfPage.of(run) : Redaction.NONE);
        })
        .toList();
  }

  /** Those of these runs that exist; the share must have room for them. */
  RunJson.Page named(Set<UUID> ids, MemoryBudget.Share share) {
    share.grow(BYTES_OF_LIST);
    return new RunJson.Page(summaries(runs.runViews(ids)), null);
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

  /** A run with all its details; the share must have room for it. Secrets are found last, in all that was read before. */
  public RunJson.Shown shown(String id, MemoryBudget.Share share) {
    share.grow(BYTES_OF_LIST);
    RunView view = view(id, Secrets.LARGEST_AT_ONCE);
    Run run = view.run();
    Retry retry = search.retries(List.of(run)).get(run.id());
    Optional<EventView> event = runs.eventView(run.eventId(), Secrets.LARGEST_AT_ONCE);
    int gathered = runs.countGathered(run.id());
    List<Reason> reasons = runs.reasons(run.id());
    StepReader.Stored stored = steps.first(run.id(), share);
    List<RunJson.Underway> now =
        underway.apply(run.id()).stream().map(RunJson.Underway::of).toList();
    List<Run> invoked = runs.invokedViews(run.id(), MAX_INVOKED + 1);
    Map<UUID, Retry> retries = search.retries(invoked);
    Redaction redaction = new PageSecrets(runs, found).of(run);
    Secrets.Shown output = secrets.shown(view.output(), redaction);
    return new RunJson.Shown(
        RunJson.Summary.of(run, retry, redaction),
        event.map(started -> started(started, redaction)).orElse(null),
        gathered,
        RunJson.CalledBy.of(run.caller()),
        output.json(),
        output.leftOut(),
        FailureJson.of(run.error(), redaction),
        ReasonJson.all(reasons, new ReasonJson.Shown(secrets, redaction, limitKeys)),
        steps.json(stored, redaction),
        stored.leftOut(),
        now,
        invoked.stream()
            .limit(MAX_INVOKED)
            .map(each -> RunJson.Summary.of(each, retries.get(each.id()), redaction))
            .toList(),
        invoked.size() > MAX_INVOKED);
  }

  private RunJson.Started started(EventView event, Redaction redaction) {
    return RunJson.Started.by(
        event, secrets.shown(event.data(), redaction), secrets.headers(event.headers(), redaction));
  }

  /**
   * A step with its whole input and result; the share must have room for it.
   *
   * @param isDecoded whether these are decoded
   */
  StepJson step(Run run, String stepId, boolean isDecoded, MemoryBudget.Share share) {
    StepReader.Stored stored = steps.whole(run.id(), stepId, share);
    return isDecoded
        ? steps.decoded(stored, found.of(run), share)
        : steps.json(stored, found.of(run)).get(0);
  }

  /**
   * The whole output of a run; the share must have room for it.
   *
   * @param isDecoded whether it is decoded
   */
  RunJson.Output output(String id, boolean isDecoded, MemoryBudget.Share share) {
    share.grow(StepReader.length(view(id, 0).output()) * StepReader.BYTES_PER_CHARACTER);
    RunView view = view(id, Integer.MAX_VALUE);
    Redaction redaction = found.of(view.run());
    Secrets.Shown output = isDecoded
        ? decoding.shown(view.output(), redaction, share)
        : secrets.shown(view.output(), redaction);
    return new RunJson.Output(output.json());
  }

  /** The events of a batch; the share must have room for them. */
  RunJson.Batch events(String id, BatchReader.Part part, MemoryBudget.Share share) {
    return batches.events(run(id), part, share);
  }

  /** The secrets to mask in texts of a run. */
  public Redaction redaction(Run run) {
    return found.of(run);
  }

  /** The runs that these events started, by event. */
  public Map<String, List<RunJson.Summary>> startedBy(List<String> eventIds) {
    return summaries(runs.startedViews(eventIds)).stream()
        .collect(Collectors.groupingBy(RunJson.Summary::event));
  }
}
