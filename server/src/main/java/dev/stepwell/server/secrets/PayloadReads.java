package dev.stepwell.server.secrets;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.store.ConnectedRuns;
import dev.stepwell.runtime.store.ConnectedRuns.BatchedEvent;
import dev.stepwell.runtime.store.ConnectedRuns.RunLink;
import dev.stepwell.runtime.store.ConnectedRuns.RunOutput;
import dev.stepwell.runtime.store.ConnectedRuns.StepAddress;
import dev.stepwell.runtime.store.ConnectedRuns.StepPayloads;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads all payloads of some hundred runs, some million characters per statement: short payloads together and only the
 * beginnings of long ones, then the long ones in portions.
 */
final class PayloadReads {
  private static final int EVENTS_AT_ONCE = 500;
  private static final int STEPS_AT_ONCE = 1_000;

  /** The maximum length of a short payload. */
  private static final int SHORT = 2_000;

  private final ConnectedRuns stored;
  private final Map<UUID, SourceBuilder> runs;
  private final SecretBudget budget;

  /**
   * Reads the payloads of these runs, until the budget is exceeded.
   *
   * @param runs what receives the payloads, by run
   */
  PayloadReads(ConnectedRuns stored, Map<UUID, SourceBuilder> runs, SecretBudget budget) {
    this.stored = stored;
    this.runs = runs;
    this.budget = budget;
  }

  void read(List<RunLink> links) {
    events(links);
    steps();
    outputs(links);
  }

  private SourceBuilder run(UUID id) {
    return Objects.requireNonNull(runs.get(id));
  }

  private void events(List<RunLink> links) {
    Map<String, Set<SourceBuilder>> readers = readers(links);
    List<String> ids = List.copyOf(readers.keySet());
    Set<String> found = new HashSet<>();
    LongPayloads<String> longer = new LongPayloads<>(budget);
    for (int from = 0; from < ids.size() && !budget.isExceeded(); from += EVENTS_AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + EVENTS_AT_ONCE));
      for (EventView event : stored.eventViews(some, SHORT)) {
        if (event.data().isWhole()) {
          found.add(event.id());
          add(event, readers);
        } else {
          longer.add(event.id(), event.data().length());
        }
      }
    }
    for (List<String> some : longer.portions()) {
      for (EventView event : stored.eventViews(some, budget.characters())) {
        found.add(event.id());
        add(event, readers);
      }
    }
    for (RunLink link : links) {
      if (!found.contains(link.eventId())) {
        run(link.runId()).addUnknown();
      }
    }
  }

  private static void add(EventView event, Map<String, Set<SourceBuilder>> readers) {
    readers.getOrDefault(event.id(), Set.of()).forEach(run -> run.add(event));
  }

  /** The runs by the events that they read. Those of a batch may have been deleted, a run's own may not. */
  private Map<String, Set<SourceBuilder>> readers(List<RunLink> links) {
    Map<String, Set<SourceBuilder>> readers = new LinkedHashMap<>();
    links.forEach(link -> readers
        .computeIfAbsent(link.eventId(), id -> new LinkedHashSet<>())
        .add(run(link.runId())));
    List<BatchedEvent> batched = stored.gatheredEvents(runs.keySet(), budget.payloads() + 1);
    if (batched.size() > budget.payloads()) {
      budget.takePayloads(batched.size());
    }
    batched.forEach(event -> readers
        .computeIfAbsent(event.eventId(), id -> new LinkedHashSet<>())
        .add(run(event.runId())));
    return readers;
  }

  private void steps() {
    LongPayloads<StepAddress> longer = new LongPayloads<>(budget);
    Set<UUID> left = new LinkedHashSet<>(runs.keySet());
    StepAddress last = null;
    boolean isMore = !left.isEmpty();
    while (isMore && !budget.isExceeded()) {
      List<StepPayloads> page = stored.stepPayloads(left, last, STEPS_AT_ONCE, SHORT);
      for (StepPayloads step : page) {
        if (last != null && !last.runId().equals(step.address().runId())) {
          left.remove(last.runId());
        }
        last = step.address();
        add(step, longer);
      }
      isMore = page.size() == STEPS_AT_ONCE;
    }
    longer.portions().forEach(this::longSteps);
  }

  private void add(StepPayloads step, LongPayloads<StepAddress> longer) {
    if (isWhole(step.input()) && isWhole(step.result())) {
      run(step.address().runId()).add(step);
    } else {
      longer.add(step.address(), length(step.input()) + length(step.result()));
    }
  }

  private void longSteps(List<StepAddress> some) {
    Set<StepAddress> missing = new HashSet<>(some);
    for (StepPayloads step : stored.stepPayloads(some, budget.characters())) {
      missing.remove(step.address());
      run(step.address().runId()).add(step);
    }
    missing.forEach(step -> run(step.runId()).addUnknown());
  }

  /** Only runs that have ended have an output. */
  private void outputs(List<RunLink> links) {
    LongPayloads<UUID> longer = new LongPayloads<>(budget);
    List<UUID> ended =
        links.stream().filter(RunLink::hasEnded).map(RunLink::runId).toList();
    if (!ended.isEmpty() && !budget.isExceeded()) {
      for (RunOutput output : stored.outputs(ended, SHORT)) {
        if (output.payload().isWhole()) {
          run(output.runId()).add(output.payload());
        } else {
          longer.add(output.runId(), output.payload().length());
        }
      }
    }
    longer.portions().forEach(this::longOutputs);
  }

  private void longOutputs(List<UUID> some) {
    Set<UUID> missing = new HashSet<>(some);
    for (RunOutput output : stored.outputs(some, budget.characters())) {
      missing.remove(output.runId());
      run(output.runId()).add(output.payload());
    }
    missing.forEach(run -> run(run).addUnknown());
  }

  private static boolean isWhole(@Nullable Payload payload) {
    return payload == null || payload.isWhole();
  }

  private static long length(@Nullable Payload payload) {
    return payload == null ? 0 : payload.length();
  }
}
