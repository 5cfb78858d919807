package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.AcceptedEvent;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.EventPage;
import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Retry;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.ConnectedRuns;
import dev.stepwell.runtime.store.ReadBounds;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.testing.memory.Rows.Accepted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads runs, steps and events. Those of the same time are in order of storing. */
final class MemoryRuns implements Runs {
  private static final Comparator<EventCursor> NEWEST_FIRST = Comparator.comparing(
          EventCursor::acceptedAt)
      .thenComparing(EventCursor::eventId)
      .reversed();

  private final MemoryTables tables;
  private final Reasons reasons;

  MemoryRuns(MemoryTables tables, Reasons reasons) {
    this.tables = tables;
    this.reasons = reasons;
  }

  @Override
  public Optional<Run> run(UUID runId) {
    return tables.transaction(() -> Optional.ofNullable(tables.runs.get(runId)).map(RunRow::run));
  }

  @Override
  public List<Run> runs(Collection<UUID> runIds) {
    return select(run -> runIds.contains(run.id()));
  }

  @Override
  public List<Retry> retries(Collection<UUID> runIds, int limit) {
    ReadBounds.checkLength(limit);
    return tables.transaction(() -> runIds.stream()
        .distinct()
        .map(tables::retry)
        .flatMap(Optional::stream)
        .map(retry -> retry.shortened(limit))
        .toList());
  }

  @Override
  public List<StepRecord> steps(UUID runId) {
    return tables.transaction(() -> tables.stepsOf(runId).values().stream()
        .sorted(Comparator.comparing(StepRecord::startedAt))
        .toList());
  }

  @Override
  public List<FailedAttempt> failedAttempts(UUID runId) {
    return tables.transaction(() -> tables.failedAttempts.getOrDefault(runId, List.of()).stream()
        .sorted(Comparator.comparing(FailedAttempt::startedAt))
        .toList());
  }

  @Override
  public List<StoredEvent> events(Collection<String> eventIds) {
    return tables.transaction(() -> eventIds.stream()
        .map(tables.events::get)
        .filter(Objects::nonNull)
        .map(Accepted::event)
        .toList());
  }

  @Override
  public Optional<EventView> eventView(String eventId, int limit) {
    ReadBounds.checkLength(limit);
    return tables.transaction(() -> view(eventId, limit));
  }

  private Optional<EventView> view(String eventId, int limit) {
    return Optional.ofNullable(tables.events.get(eventId)).map(accepted -> view(accepted, limit));
  }

  /** An event with its payload truncated to this many characters. */
  static EventView view(Accepted accepted, int limit) {
    return new EventView(
        accepted.event().id(),
        accepted.event().name(),
        Payload.cut(accepted.event().data(), limit),
        accepted.event().time(),
        accepted.at(),
        accepted.event().headers());
  }

  @Override
  public int countGathered(UUID runId) {
    return tables.transaction(() -> (int) tables.gathered.getOrDefault(runId, List.of()).stream()
        .filter(tables.events::containsKey)
        .count());
  }

  @Override
  public List<EventView> gatheredEvents(UUID runId, int offset, int max, int limit) {
    ReadBounds.checkOffset(offset);
    ReadBounds.checkMax(max);
    ReadBounds.checkLength(limit);
    return tables.transaction(() -> tables.gathered.getOrDefault(runId, List.of()).stream()
        .map(id -> view(id, limit))
        .flatMap(Optional::stream)
        .skip(offset)
        .limit(max)
        .toList());
  }

  @Override
  public List<Reason> reasons(UUID runId) {
    return tables.transaction(() -> {
      RunRow row = tables.runs.get(runId);
      return row == null ? List.of() : reasons.of(row);
    });
  }

  @Override
  public List<Run> invokedBy(UUID runId) {
    return select(run -> run.caller() != null && run.caller().runId().equals(runId));
  }

  @Override
  public List<Run> startedBy(Collection<String> eventIds) {
    return select(run -> eventIds.contains(run.eventId())
            || tables.gathered.getOrDefault(run.id(), List.of()).stream()
                .anyMatch(eventIds::contains))
        .stream()
        .sorted(Comparator.comparing(Run::functionId))
        .toList();
  }

  @Override
  public RunPage list(RunFilter filter, @Nullable UUID before, int max) {
    ReadBounds.checkMax(max);
    List<Run> all = new ArrayList<>(select(run -> true));
    Collections.reverse(all);
    List<Run> page = all.stream()
        .dropWhile(run -> before != null && !run.id().equals(before))
        .skip(before == null ? 0 : 1)
        .filter(run -> admits(filter, run))
        .limit(max)
        .toList();
    return new RunPage(page, page.size() == max ? page.get(max - 1).id() : null);
  }

  private boolean admits(RunFilter filter, Run run) {
    return isBetween(filter.from(), run.createdAt(), filter.to())
        && (filter.event() == null || filter.event().equals(nameOfEvent(run)))
        && (filter.functionId() == null || filter.functionId().equals(run.functionId()))
        && hasStatus(filter, run)
        && (filter.text() == null
            || contains(run, filter.text().toLowerCase(Locale.ROOT))
            || (filter.anyError() && hasError(run)));
  }

  private boolean hasError(Run run) {
    return run.error() != null || tables.retry(run.id()).isPresent();
  }

  private boolean hasStatus(RunFilter filter, Run run) {
    return (filter.statuses().isEmpty() && !filter.retrying())
        || filter.statuses().contains(run.status())
        || (filter.retrying() && tables.retry(run.id()).isPresent());
  }

  private @Nullable String nameOfEvent(Run run) {
    return event(run.eventId()).map(StoredEvent::name).orElse(null);
  }

  private static boolean isBetween(@Nullable Instant from, Instant time, @Nullable Instant to) {
    return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
  }

  private static boolean contains(Run run, String text) {
    ErrorInfo error = run.error();
    String said = error == null ? "" : error.type() + " " + error.message();
    return Stream.of(run.id().toString(), run.eventId(), said)
        .anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(text));
  }

  private List<Run> select(Predicate<Run> wanted) {
    return tables.transaction(() -> tables.runs.values().stream()
        .map(RunRow::run)
        .filter(wanted)
        .map(MemoryRuns::listed)
        .toList());
  }

  private static Run listed(Run run) {
    String output = run.output();
    boolean isLarge =
        output != null && output.getBytes(StandardCharsets.UTF_8).length > MAX_LISTED_OUTPUT;
    return isLarge ? run.withoutOutput() : run;
  }

  @Override
  public EventPage events(EventFilter filter, @Nullable EventCursor before, int max) {
    ReadBounds.checkMax(max);
    List<AcceptedEvent> page = newest(event -> admits(filter, event)).stream()
        .filter(event -> before == null || NEWEST_FIRST.compare(event.cursor(), before) > 0)
        .limit(max)
        .toList();
    return new EventPage(page, page.size() == max ? page.get(max - 1).cursor() : null);
  }

  private static boolean admits(EventFilter filter, AcceptedEvent accepted) {
    StoredEvent event = accepted.event();
    String text = filter.text() == null ? "" : filter.text().toLowerCase(Locale.ROOT);
    return isBetween(filter.from(), accepted.acceptedAt(), filter.to())
        && (filter.name() == null || filter.name().equals(event.name()))
        && Stream.of(event.id(), event.data())
            .anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(text));
  }

  private List<AcceptedEvent> newest(Predicate<AcceptedEvent> wanted) {
    return tables.transaction(() -> tables.events.values().stream()
        .map(accepted -> new AcceptedEvent(accepted.event(), accepted.at()))
        .filter(wanted)
        .sorted(Comparator.comparing(AcceptedEvent::cursor, NEWEST_FIRST))
        .toList());
  }

  @Override
  public ConnectedRuns connected() {
    return new MemoryConnectedRuns(tables);
  }

  @Override
  public List<String> recentEventNames(int max) {
    ReadBounds.checkMax(max);
    return newest(event -> true).stream()
        .map(accepted -> accepted.event().name())
        .distinct()
        .limit(max)
        .toList();
  }

  @Override
  public Optional<StoredEvent> lastEvent(String name) {
    return newest(event -> event.event().name().equals(name)).stream()
        .map(AcceptedEvent::event)
        .findFirst();
  }
}
