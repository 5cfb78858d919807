package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.store.ConnectedRuns;
import dev.stepwell.runtime.store.ReadBounds;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads connected runs. */
final class MemoryConnectedRuns implements ConnectedRuns {
  private static final Comparator<StepAddress> BY_ID =
      Comparator.comparing(StepAddress::runId).thenComparing(StepAddress::id);

  private final MemoryTables tables;

  MemoryConnectedRuns(MemoryTables tables) {
    this.tables = tables;
  }

  private Stream<Run> runs(Collection<UUID> runIds) {
    return runIds.stream()
        .distinct()
        .map(tables.runs::get)
        .filter(Objects::nonNull)
        .map(RunRow::run);
  }

  @Override
  public List<RunLink> links(Collection<UUID> runIds) {
    return tables.transaction(() -> runs(runIds)
        .map(run -> new RunLink(run.id(), run.eventId(), callerOf(run), run.endedAt() != null))
        .toList());
  }

  private static @Nullable UUID callerOf(Run run) {
    return run.caller() == null ? null : run.caller().runId();
  }

  @Override
  public List<InvokedRun> invokedBy(Collection<UUID> runIds, int max) {
    ReadBounds.checkMax(max);
    Set<UUID> callers = Set.copyOf(runIds);
    return tables.transaction(() -> tables.runs.values().stream()
        .map(RunRow::run)
        .filter(run -> run.caller() != null && callers.contains(run.caller().runId()))
        .limit(max)
        .map(run -> new InvokedRun(Objects.requireNonNull(callerOf(run)), run.id()))
        .toList());
  }

  @Override
  public List<BatchedEvent> gatheredEvents(Collection<UUID> runIds, int max) {
    ReadBounds.checkMax(max);
    return tables.transaction(() -> runIds.stream()
        .distinct()
        .flatMap(id -> tables.gathered.getOrDefault(id, List.of()).stream()
            .map(eventId -> new BatchedEvent(id, eventId)))
        .limit(max)
        .toList());
  }

  @Override
  public List<EventView> eventViews(Collection<String> eventIds, int limit) {
    ReadBounds.checkLength(limit);
    return tables.transaction(() -> eventIds.stream()
        .distinct()
        .map(tables.events::get)
        .filter(Objects::nonNull)
        .map(accepted -> MemoryRuns.view(accepted, limit))
        .toList());
  }

  @Override
  public List<RunOutput> outputs(Collection<UUID> runIds, int limit) {
    ReadBounds.checkLength(limit);
    return tables.transaction(() -> runs(runIds)
        .filter(run -> run.output() != null)
        .map(run ->
            new RunOutput(run.id(), Payload.cut(Objects.requireNonNull(run.output()), limit)))
        .toList());
  }

  @Override
  public List<StepPayloads> stepPayloads(
      Collection<UUID> runIds, @Nullable StepAddress after, int max, int limit) {
    ReadBounds.checkMax(max);
    ReadBounds.checkLength(limit);
    return tables.transaction(() -> runIds.stream()
        .distinct()
        .flatMap(id -> tables.stepsOf(id).keySet().stream().map(step -> new StepAddress(id, step)))
        .filter(step -> after == null || BY_ID.compare(step, after) > 0)
        .sorted(BY_ID)
        .limit(max)
        .map(step -> payloads(step, limit))
        .toList());
  }

  @Override
  public List<StepPayloads> stepPayloads(Collection<StepAddress> steps, int limit) {
    ReadBounds.checkLength(limit);
    return tables.transaction(() -> steps.stream()
        .distinct()
        .filter(step -> tables.stepsOf(step.runId()).containsKey(step.id()))
        .map(step -> payloads(step, limit))
        .toList());
  }

  private StepPayloads payloads(StepAddress id, int limit) {
    StepRecord step = Objects.requireNonNull(tables.step(id.runId(), id.id()));
    return new StepPayloads(id, Payload.of(step.input(), limit), Payload.of(step.result(), limit));
  }
}
