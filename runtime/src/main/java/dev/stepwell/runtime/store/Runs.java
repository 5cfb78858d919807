package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.EventPage;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.StepRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what is stored of runs and events. */
public interface Runs {
  /** The run, if there is one. */
  Optional<Run> run(UUID runId);

  /** The run's steps, in the order in which they started. */
  List<StepRecord> steps(UUID runId);

  /** The run's failed attempts, in the order in which they started. */
  List<FailedAttempt> failedAttempts(UUID runId);

  /** Those of these events that there are, in no order. */
  List<Event> events(Collection<String> eventIds);

  /** The event, if there is one. */
  default Optional<Event> event(String eventId) {
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
   * @param most how many at most
   */
  RunPage list(RunFilter filter, @Nullable UUID before, int most);

  /**
   * Lists events, newest first; of at most 1,000 names, if the filter admits any.
   *
   * @param before where the page before ended, as {@link EventPage#next} says; null for the first page
   * @param most how many at most
   */
  EventPage events(EventFilter filter, @Nullable EventCursor before, int most);

  /** The names of the events that are stored, those of the newest events first. */
  List<String> recentEventNames(int most);

  /** The event of this name that was accepted last, if there is one. */
  Optional<Event> lastEvent(String name);

  /** The newest runs first, at most {@code most}; of one function if its id is given. */
  default List<Run> newest(@Nullable String functionId, int most) {
    List<Run> newest = new ArrayList<>();
    UUID before = null;
    do {
      RunPage page = list(RunFilter.function(functionId), before, most - newest.size());
      newest.addAll(page.runs());
      before = page.next();
    } while (before != null && newest.size() < most);
    return newest;
  }
}
