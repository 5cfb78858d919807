package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.EventPage;
import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.EventViews;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Retry;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunView;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepView;
import dev.stepwell.runtime.model.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what is stored of runs and events. Lists of runs leave out outputs of more than {@value #MAX_LISTED_OUTPUT} bytes. */
public interface Runs {
  /** How large an output may be that a list of runs has. */
  int MAX_LISTED_OUTPUT = 50_000;

  /** The run, if there is one. */
  Optional<Run> run(UUID runId);

  /** Those of these runs that there are, in no order. */
  List<Run> runs(Collection<UUID> runIds);

  /** For each of these runs that is live and has a step that is attempted again, the step that failed last. In no order. */
  List<Retry> retries(Collection<UUID> runIds);

  /** The run's steps, in the order in which they started. */
  List<StepRecord> steps(UUID runId);

  /** The run's failed attempts, in the order in which they started. */
  List<FailedAttempt> failedAttempts(UUID runId);

  /** Those of these events that there are, in no order. */
  List<StoredEvent> events(Collection<String> eventIds);

  /** The event, if there is one. */
  default Optional<StoredEvent> event(String eventId) {
    return events(List.of(eventId)).stream().findFirst();
  }

  /** Why the run does not move; several reasons where several branches wait. Empty if there is no such run. */
  List<Reason> reasons(UUID runId);

  /** The runs that this run invoked, in the order in which they were created. */
  List<Run> invokedBy(UUID runId);

  /** The runs that these events started, by function id, with their reruns. */
  List<Run> startedBy(Collection<String> eventIds);

  /** The runs that the event started, by function id, with their reruns. */
  default List<Run> startedBy(String eventId) {
    return startedBy(List.of(eventId));
  }

  /**
   * Lists runs, newest first.
   *
   * @param before where the page before ended, as {@link RunPage#next} says; null for the first page
   * @param max how many at most
   */
  RunPage list(RunFilter filter, @Nullable UUID before, int max);

  /**
   * Lists events, newest first; of at most 1,000 names, if the filter admits any.
   *
   * @param before where the page before ended, as {@link EventPage#next} says; null for the first page
   * @param max how many at most
   */
  EventPage events(EventFilter filter, @Nullable EventCursor before, int max);

  /**
   * As {@link #events(EventFilter, EventCursor, int)}, for people to look at.
   *
   * @param limit how many characters of each payload are read
   */
  default EventViews eventViews(
      EventFilter filter, @Nullable EventCursor before, int max, int limit) {
    EventPage page = events(filter, before, max);
    return new EventViews(
        page.events().stream()
            .map(accepted -> new EventView(
                accepted.event().id(),
                accepted.event().name(),
                Payload.cut(accepted.event().data(), limit),
                accepted.event().time(),
                accepted.acceptedAt(),
                accepted.event().headers()))
            .toList(),
        page.next());
  }

  /** The event, if there is one, with a payload that is cut after so many characters. */
  Optional<EventView> eventView(String eventId, int limit);

  /** The run, if there is one, with an output that is cut after so many characters. */
  default Optional<RunView> runView(UUID runId, int limit) {
    return run(runId).map(run -> RunView.of(run, limit));
  }

  /** How many steps the run has. */
  default int countSteps(UUID runId) {
    return steps(runId).size();
  }

  /**
   * The first steps of a run, for people to look at, in the order in which they started.
   *
   * @param max how many at most
   * @param limit how many characters of each payload are read
   */
  default List<StepView> stepViews(UUID runId, int max, int limit) {
    return steps(runId).stream()
        .limit(max)
        .map(step -> StepView.of(step, limit))
        .toList();
  }

  /** A step of a run, if there is such a step, with payloads that are cut after so many characters. */
  default Optional<StepView> stepView(UUID runId, String stepId, int limit) {
    return steps(runId).stream()
        .filter(step -> step.id().equals(stepId))
        .map(step -> StepView.of(step, limit))
        .findFirst();
  }

  /** The names of the events that are stored, those of the newest events first. */
  List<String> recentEventNames(int max);

  /** The event of this name that was accepted last, if there is one. */
  Optional<StoredEvent> lastEvent(String name);

  /** The newest runs first, at most {@code max}; of one function if its id is given. */
  default List<Run> newest(@Nullable String functionId, int max) {
    List<Run> newest = new ArrayList<>();
    UUID before = null;
    do {
      RunPage page = list(RunFilter.function(functionId), before, max - newest.size());
      newest.addAll(page.runs());
      before = page.next();
    } while (before != null && newest.size() < max);
    return newest;
  }
}
