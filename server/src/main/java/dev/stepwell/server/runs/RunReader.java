package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.secrets.Redaction;
import dev.stepwell.server.secrets.Secrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads runs as they are shown: with what they say hidden where it is secret. */
public final class RunReader {
  /** How many steps of a run are shown at once. */
  private static final int MOST_STEPS = 5_000;

  private final Runs runs;
  private final Function<UUID, List<StepUnderway>> underway;
  private final Secrets secrets;

  /**
   * A reader of what is stored.
   *
   * @param underway the attempts that this process is making now, by run
   */
  public RunReader(Runs runs, Function<UUID, List<StepUnderway>> underway, Secrets secrets) {
    this.runs = runs;
    this.underway = underway;
    this.secrets = secrets;
  }

  /** The runs that are asked for. */
  public RunJson.Page page(RunQuery query) {
    RunPage page = runs.list(query.filter(), query.before(), query.limit());
    return new RunJson.Page(summaries(page.runs()), page.next());
  }

  /** Runs in a list, whose errors may quote the secrets of their events. */
  public List<RunJson.Summary> summaries(List<Run> list) {
    List<String> quoted = list.stream()
        .filter(run -> run.error() != null)
        .map(Run::eventId)
        .distinct()
        .toList();
    Map<String, Redaction> redactions = new HashMap<>();
    if (!quoted.isEmpty()) {
      runs.events(quoted)
          .forEach(event -> redactions.put(event.id(), secrets.redaction(event.data())));
    }
    return list.stream()
        .map(run -> RunJson.Summary.of(run, redactions.getOrDefault(run.eventId(), Redaction.NONE)))
        .toList();
  }

  /** The run that a request names. */
  public Run run(String id) {
    try {
      return runs.run(UUID.fromString(id))
          .orElseThrow(() -> Problem.missing("there is no run " + id));
    } catch (IllegalArgumentException e) {
      throw Problem.missing("there is no run " + id + ": a run's id is a UUID");
    }
  }

  /** All that is known of a run. */
  public RunJson.Shown shown(Run run) {
    Optional<Event> event = runs.event(run.eventId());
    Redaction redaction = redaction(event);
    Secrets.Shown output = secrets.shown(run.output(), redaction);
    List<StepRecord> steps = runs.steps(run.id());
    Map<String, List<FailedAttempt>> failed = failedAttempts(run.id());
    return new RunJson.Shown(
        RunJson.Summary.of(run, redaction),
        event.map(known -> RunJson.Started.by(known, secrets, redaction)).orElse(null),
        RunJson.CalledBy.of(run.caller()),
        output.value(),
        output.leftOut(),
        FailureJson.of(run.error(), redaction),
        runs.reasons(run.id()).stream()
            .map(reason -> ReasonJson.of(reason, secrets))
            .toList(),
        steps.stream()
            .limit(MOST_STEPS)
            .map(step -> StepJson.of(
                step,
                secrets.shown(step.input(), redaction),
                secrets.shown(step.result(), redaction),
                failed.getOrDefault(step.id(), List.of()),
                redaction))
            .toList(),
        Math.max(0, steps.size() - MOST_STEPS),
        underway.apply(run.id()).stream().map(RunJson.Underway::of).toList(),
        summaries(runs.invokedBy(run.id())));
  }

  private Map<String, List<FailedAttempt>> failedAttempts(UUID run) {
    return runs.failedAttempts(run).stream().collect(Collectors.groupingBy(FailedAttempt::stepId));
  }

  /** A step with its whole input and result. */
  StepJson step(Run run, String stepId) {
    Redaction redaction = redaction(run);
    StepRecord step = runs.steps(run.id()).stream()
        .filter(each -> each.id().equals(stepId))
        .findFirst()
        .orElseThrow(() -> Problem.missing("run " + run.id() + " has no step " + stepId));
    return StepJson.of(
        step,
        new Secrets.Shown(secrets.hidden(step.input(), redaction), null),
        new Secrets.Shown(secrets.hidden(step.result(), redaction), null),
        failedAttempts(run.id()).getOrDefault(stepId, List.of()),
        redaction);
  }

  /** The whole output of a run. */
  RunJson.Output output(Run run) {
    return new RunJson.Output(secrets.hidden(run.output(), redaction(run)));
  }

  /** What is not to be shown of texts that belong to a run. */
  public Redaction redaction(Run run) {
    return redaction(runs.event(run.eventId()));
  }

  private Redaction redaction(Optional<Event> event) {
    return event.map(known -> secrets.redaction(known.data())).orElse(Redaction.NONE);
  }

  /** The runs that these events started, by event. */
  public Map<String, List<RunJson.Summary>> startedBy(List<String> eventIds) {
    return summaries(runs.startedBy(eventIds)).stream()
        .collect(Collectors.groupingBy(RunJson.Summary::event));
  }
}
