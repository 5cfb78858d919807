package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.ErrorInfo;
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

/**
 * Reads stored runs and events. Lists of runs leave out outputs of more than {@value #MAX_LISTED_OUTPUT} bytes. A maximum
 * number of items must be at least 1, and a maximum number of characters not negative; otherwise the methods throw an
 * {@link IllegalArgumentException}.
 */
public interface Runs {
  /** The maximum size of an output in a list of runs. */
  int MAX_LISTED_OUTPUT = 50_000;

  /** The run, if it exists. */
  Optional<Run> run(UUID runId);

  /** Those of these runs that exist, in no order. */
  List<Run> runs(Collection<UUID> runIds);

  /** Like {@link #runs}, for display: without outputs, and with shortened errors. */
  default List<Run> runViews(Collection<UUID> runIds) {
    return runs(runIds).stream()
        .map(run -> run.shortened(ErrorInfo.MAX_SHORTENED))
        .toList();
  }

  /**
   * For each live run among these that retries a step, the step that failed last, for display: its error has no stack trace
   * and the beginning of its message. In no order.
   *
   * @param limit the maximum number of characters of a message
   */
  List<Retry> retries(Collection<UUID> runIds, int limit);

  /** The run's steps, in order of their start. */
  List<StepRecord> steps(UUID runId);

  /** The run's failed attempts, in order of their start. */
  List<FailedAttempt> failedAttempts(UUID runId);

  /**
   * The latest failed attempts of a run in order of their start, for display. Beyond a total length, older errors have no
   * stack trace and a truncated message.
   *
   * @param stepId the step; null for all
   * @param max the maximum number
   * @param limit the maximum total number of characters of complete errors
   */
  default List<FailedAttempt> latestFailedAttempts(
      UUID runId, @Nullable String stepId, int max, int limit) {
    ReadBounds.checkMax(max);
    ReadBounds.checkLength(limit);
    List<FailedAttempt> all = failedAttempts(runId).stream()
        .filter(attempt -> stepId == null || attempt.stepId().equals(stepId))
        .toList();
    List<FailedAttempt> latest = new ArrayList<>();
    int left = limit;
    for (int i = all.size() - 1; i >= 0 && latest.size() < max; i--) {
      FailedAttempt attempt = all.get(i);
      left = Math.max(0, left - attempt.error().length());
      latest.add(0, left > 0 ? attempt : attempt.withError(attempt.error().shortened()));
    }
    return latest;
  }

  /** The number of events that a batch has gathered for the run; 0 if the run has only the event that started it. */
  int countGathered(UUID runId);

  /**
   * The events that a batch has gathered for the run, in order of arrival; empty if the run has only the event that
   * started it.
   *
   * @param offset the number of events to leave out, from the first on
   * @param max the maximum number
   * @param limit the maximum number of characters to read per payload
   */
  List<EventView> gatheredEvents(UUID runId, int offset, int max, int limit);

  /** Those of these events that exist, in no order. */
  List<StoredEvent> events(Collection<String> eventIds);

  /** The event, if it exists. */
  default Optional<StoredEvent> event(String eventId) {
    return events(List.of(eventId)).stream().findFirst();
  }

  /** Why the run does not progress; several reasons if several branches wait. Empty if the run does not exist. */
  List<Reason> reasons(UUID runId);

  /** The runs that this run invoked, in order of creation. */
  List<Run> invokedBy(UUID runId);

  /**
   * Like {@link #invokedBy}, for display: without outputs, and with shortened errors.
   *
   * @param max the maximum number
   */
  default List<Run> invokedViews(UUID runId, int max) {
    ReadBounds.checkMax(max);
    return invokedBy(runId).stream()
        .limit(max)
        .map(run -> run.shortened(ErrorInfo.MAX_SHORTENED))
        .toList();
  }

  /** The runs that these events started, by function id, with their reruns. */
  List<Run> startedBy(Collection<String> eventIds);

  /** Like {@link #startedBy(Collection)}, for display: without outputs, and with shortened errors. */
  default List<Run> startedViews(Collection<String> eventIds) {
    return startedBy(eventIds).stream()
        .map(run -> run.shortened(ErrorInfo.MAX_SHORTENED))
        .toList();
  }

  /** The runs that the event started, by function id, with their reruns. */
  default List<Run> startedBy(String eventId) {
    return startedBy(List.of(eventId));
  }

  /**
   * Lists runs, newest first.
   *
   * @param before the {@link RunPage#next} of the previous page; null for the first page
   * @param max the maximum number
   */
  RunPage list(RunFilter filter, @Nullable UUID before, int max);

  /**
   * Like {@link #list}, for display: without outputs and stack traces.
   *
   * @param limit the maximum number of characters of an error's message
   */
  default RunPage runViews(RunFilter filter, @Nullable UUID before, int max, int limit) {
    ReadBounds.checkLength(limit);
    RunPage page = list(filter, before, max);
    return new RunPage(page.runs().stream().map(run -> run.shortened(limit)).toList(), page.next());
  }

  /**
   * Lists events, newest first; of at most 1,000 names, if the filter has no name.
   *
   * @param before the {@link EventPage#next} of the previous page; null for the first page
   * @param max the maximum number
   */
  EventPage events(EventFilter filter, @Nullable EventCursor before, int max);

  /**
   * Like {@link #events(EventFilter, EventCursor, int)}, for display.
   *
   * @param limit the maximum number of characters to read per payload
   */
  default EventViews eventViews(
      EventFilter filter, @Nullable EventCursor before, int max, int limit) {
    ReadBounds.checkLength(limit);
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

  /** The event, if it exists, with its payload truncated to this many characters. */
  Optional<EventView> eventView(String eventId, int limit);

  /** The run, if it exists, with its output truncated to this many characters. */
  default Optional<RunView> runView(UUID runId, int limit) {
    ReadBounds.checkLength(limit);
    return run(runId).map(run -> RunView.of(run, limit));
  }

  /** The number of steps of the run. */
  default int countSteps(UUID runId) {
    return steps(runId).size();
  }

  /**
   * The first steps of a run in order of their start, for display.
   *
   * @param max the maximum number
   * @param limit the maximum number of characters to read per payload
   */
  default List<StepView> stepViews(UUID runId, int max, int limit) {
    ReadBounds.checkMax(max);
    ReadBounds.checkLength(limit);
    return steps(runId).stream()
        .limit(max)
        .map(step -> StepView.of(step, limit))
        .toList();
  }

  /** A step of a run, if it exists, with payloads truncated to this many characters. */
  default Optional<StepView> stepView(UUID runId, String stepId, int limit) {
    ReadBounds.checkLength(limit);
    return steps(runId).stream()
        .filter(step -> step.id().equals(stepId))
        .map(step -> StepView.of(step, limit))
        .findFirst();
  }

  /** Reads many connected runs at once. */
  ConnectedRuns connected();

  /** The names of the stored events, most recent first. */
  List<String> recentEventNames(int max);

  /** The latest event of this name, if any. */
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
