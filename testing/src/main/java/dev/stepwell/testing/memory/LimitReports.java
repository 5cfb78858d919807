package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports what is taken of limits, and why runs wait for them; within a transaction. */
final class LimitReports {
  private final MemoryTables tables;
  private final MemoryLimits limits;

  LimitReports(MemoryTables tables) {
    this.tables = tables;
    this.limits = tables.limits;
  }

  /** The limits that do not admit this due run now. */
  List<Reason> reasons(RunRow row, Instant now) {
    return limits.areOn(row.run().id())
        ? reasons(row.run(), limits.turns().waiting(row).needs(), Waiting.RUN, now)
            .toList()
        : List.of();
  }

  /** The limits that do not admit steps of this parked run which wait for them. */
  List<Reason> reasonsOfSteps(RunRow row, Instant now) {
    StepClaims waiting = new StepClaims(tables);
    return limits.steps().waiting(row.run().id()).stream()
        .flatMap(step -> reasons(
            row.run(),
            waiting.run(step).needs(),
            new Waiting(step.needs().stepId(), step.since()),
            now))
        .toList();
  }

  /** The limits that do not admit these steps, which wait for them while the run executes. */
  Stream<Reason> reasonsOfDelayed(RunRow row, Stream<DelayedStep> steps, Instant now) {
    return steps.flatMap(step -> reasons(
        row.run(), step.needs().uses(), new Waiting(step.needs().stepId(), step.since()), now));
  }

  /** Which step waits; none if the run does. */
  private record Waiting(@Nullable String stepId, @Nullable Instant since) {
    private static final Waiting RUN = new Waiting(null, null);
  }

  private Stream<Reason> reasons(Run run, List<RunLimits.Use> needs, Waiting waiting, Instant now) {
    return needs.stream()
        .filter(use -> !limits.state(use.key()).admits(use.cost(), now))
        .map(use -> reason(run, use, waiting, now));
  }

  private Reason reason(Run run, RunLimits.Use use, Waiting waiting, Instant now) {
    LimitState state = limits.state(use.key());
    boolean ofStarts = use.key().kind() == LimitKind.STARTS;
    return new Reason.AwaitingLimit(
        use.key().limit(),
        use.key().key(),
        Objects.requireNonNull(state.limit()).amount(),
        ofStarts ? List.of() : limits.holders(use.key()),
        use.key().kind() == LimitKind.RUNS ? callers(run, use.key()) : List.of(),
        ofStarts ? state.earliest(use.cost(), now) : null,
        waiting.stepId(),
        waiting.since());
  }

  /** The runs that wait for this one, directly or not, and hold a slot for this key. */
  private List<UUID> callers(Run run, LimitKey key) {
    List<UUID> holders = limits.holders(key);
    List<UUID> callers = new ArrayList<>();
    Caller caller = run.caller();
    while (caller != null) {
      if (holders.contains(caller.runId())) {
        callers.add(caller.runId());
      }
      RunRow row = tables.live(caller.runId());
      caller = row == null ? null : row.run().caller();
    }
    return callers;
  }

  /** The limits in force by name, each with so many keys at most. */
  List<LimitInfo> infos(int maxKeys, Instant now) {
    Map<LimitKey, Integer> waiting = new TreeMap<>();
    for (RunRow row : tables.live()) {
      if (row.run().status() != RunStatus.RUNNING
          && row.isDue(now)
          && limits.areOn(row.run().id())) {
        limits
            .turns()
            .waiting(row)
            .needs()
            .forEach(use -> waiting.merge(use.key(), 1, Integer::sum));
      }
    }
    limits
        .steps()
        .waiting()
        .forEach(
            step -> step.needs().uses().forEach(use -> waiting.merge(use.key(), 1, Integer::sum)));
    tables.delayedSteps.values().stream()
        .flatMap(List::stream)
        .flatMap(step -> step.needs().uses().stream())
        .forEach(use -> waiting.merge(use.key(), 1, Integer::sum));
    Set<LimitKey> keys = new TreeSet<>(waiting.keySet());
    limits.keys().forEach(keys::add);
    List<LimitInfo> infos = new ArrayList<>();
    limits.inForce().declared().forEach((name, limit) -> {
      List<LimitInfo.Key> shown = keys.stream()
          .filter(key -> key.limit().equals(name))
          .map(key -> info(key, waiting.getOrDefault(key, 0), now))
          .filter(key -> key.running() > 0 || key.waiting() > 0 || key.nextStart() != null)
          .sorted(Comparator.comparing(LimitInfo.Key::waiting)
              .thenComparing(LimitInfo.Key::running)
              .reversed()
              .thenComparing(LimitInfo.Key::key))
          .toList();
      boolean complete = shown.size() <= maxKeys;
      infos.add(new LimitInfo(
          limit,
          limits.inForce().override(name, now),
          complete ? shown : shown.subList(0, maxKeys),
          complete));
    });
    return infos;
  }

  private LimitInfo.Key info(LimitKey key, int waiting, Instant now) {
    LimitState state = limits.state(key, now);
    Instant next = key.kind() == LimitKind.STARTS ? state.earliest(1, now) : now;
    return new LimitInfo.Key(
        key.key(), state.running(), waiting, false, next.isAfter(now) ? next : null);
  }
}
