package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.FlowLimit;
import dev.stepwell.runtime.model.FlowLimits;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitOverride;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.WaitingRun;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunAdmission.Decision;
import dev.stepwell.testing.memory.MemoryTables.News;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What runs take of their limits; within a transaction. Nothing is counted: what is taken follows from what runs hold. */
final class MemoryLimits {
  private static final RunLimits NONE = new RunLimits("", List.of());

  private final MemoryTables tables;

  /** By the line that was served, when that was. */
  private final Map<String, Long> served = new HashMap<>();

  private final Map<UUID, RunLimits> ofRuns = new LinkedHashMap<>();
  private final Map<UUID, Held> held = new LinkedHashMap<>();
  private final Map<LimitKey, Instant> nextStarts = new HashMap<>();
  private final Map<String, LimitOverride> overrides = new HashMap<>();
  private long turn;

  MemoryLimits(MemoryTables tables) {
    this.tables = tables;
  }

  /**
   * What a run holds.
   *
   * @param workerId the worker that executes it, if only to leave it; null if none does
   * @param slots how many slots it holds of each limit on attempts; 0 if no worker executes it
   * @param runSlots whether it holds its slots of limits on runs
   */
  private record Held(@Nullable UUID workerId, int slots, boolean runSlots) {
    int slots(LimitKind kind) {
      return switch (kind) {
        case ATTEMPTS -> slots;
        case RUNS -> runSlots ? 1 : 0;
        case STARTS -> 0;
      };
    }
  }

  /** Adds a run with its limits. */
  void add(UUID runId, @Nullable RunLimits limits) {
    if (limits != null) {
      ofRuns.put(runId, limits);
    }
  }

  /** Whether the run has limits. */
  boolean areOn(UUID runId) {
    return ofRuns.containsKey(runId);
  }

  /** Decides which of these due runs are admitted, without taking anything. */
  Decision decide(List<RunRow> due, RunAdmission admission, RunAdmission.Room room, Instant now) {
    List<WaitingRun> waiting = due.stream()
        .map(this::waiting)
        .sorted(Comparator.comparing(run -> served.getOrDefault(run.line(), 0L)))
        .toList();
    Map<LimitKey, LimitState> states = new HashMap<>();
    for (WaitingRun run : waiting) {
      for (RunLimits.Use use : run.needs()) {
        states.computeIfAbsent(use.key(), key -> state(key));
      }
    }
    return admission.decide(waiting, states, room, now);
  }

  private WaitingRun waiting(RunRow row) {
    Run run = row.run();
    RunLimits limits = Objects.requireNonNull(ofRuns.get(run.id()));
    boolean starts = run.startedAt() == null && run.rerunOf() == null;
    Held holds = held.get(run.id());
    boolean runSlots = holds != null && holds.runSlots();
    return new WaitingRun(
        run.id(),
        run.functionId() + " " + limits.group() + (starts ? "" : "+"),
        limits.uses(),
        starts,
        runSlots,
        0);
  }

  /** The limits that do not admit this due run now. */
  List<Reason> reasons(RunRow row, Instant now) {
    return areOn(row.run().id())
        ? waiting(row).needs().stream()
            .filter(use -> !state(use.key()).admits(use.cost(), now))
            .map(use -> reason(row.run(), use, now))
            .toList()
        : List.of();
  }

  private Reason reason(Run run, RunLimits.Use use, Instant now) {
    LimitState state = state(use.key());
    boolean ofStarts = use.key().kind() == LimitKind.STARTS;
    return new Reason.AwaitingLimit(
        use.key().limit(),
        use.key().key(),
        Objects.requireNonNull(state.limit()).amount(),
        ofStarts ? List.of() : holders(use.key()),
        use.key().kind() == LimitKind.RUNS ? callers(run, use.key()) : List.of(),
        ofStarts ? state.earliest(use.cost(), now) : null);
  }

  /** Adapts the limits of live runs to those that functions have now. */
  void published() {
    for (RunRow row : tables.live()) {
      StoredFunction function = tables.functions.get(row.run().functionId());
      if (function == null || !FlowLimits.areOn(function)) {
        ofRuns.keySet().removeIf(id -> id.equals(row.run().id()) && !held.containsKey(id));
      } else {
        ofRuns.putIfAbsent(row.run().id(), FlowLimits.withoutValues(function));
      }
    }
  }

  /** What is taken for this key now. */
  LimitState state(LimitKey key) {
    return state(key, tables.clock.now());
  }

  private LimitState state(LimitKey key, Instant now) {
    FlowLimit limit = inForce(now).get(key.limit());
    int running = held.entrySet().stream()
        .filter(entry -> uses(entry.getKey(), key))
        .mapToInt(entry -> entry.getValue().slots(key.kind()))
        .sum();
    return new LimitState(key, limit, running, nextStarts.get(key));
  }

  /** Whether the run takes something of this key. */
  boolean uses(UUID runId, LimitKey key) {
    RunLimits limits = ofRuns.get(runId);
    return limits != null && limits.uses().stream().anyMatch(use -> use.key().equals(key));
  }

  private Map<String, FlowLimit> inForce(Instant now) {
    Map<String, FlowLimit> limits = new TreeMap<>(declared());
    limits.replaceAll((name, limit) -> {
      LimitOverride override = override(name, now);
      return override == null ? limit : limit.withAmount(override.amount());
    });
    return limits;
  }

  private Map<String, FlowLimit> declared() {
    return FlowLimits.of(List.copyOf(tables.functions.values()));
  }

  /** Whether a published function declares the limit. */
  boolean isDeclared(String limit) {
    return declared().containsKey(limit);
  }

  private @Nullable LimitOverride override(String limit, Instant now) {
    LimitOverride override = overrides.get(limit);
    return override != null && override.until().isAfter(now) ? override : null;
  }

  /** Sets or removes the override of a limit; returns the one that held before, or null. */
  @Nullable
  LimitOverride override(String limit, @Nullable LimitOverride override, Instant now) {
    LimitOverride before = override(limit, now);
    if (override == null) {
      overrides.remove(limit);
    } else {
      overrides.put(limit, override);
    }
    return before;
  }

  /** Forgets when tokens for this key are back; returns when they would have been, or null. */
  @Nullable
  Instant releaseTokens(LimitKey key) {
    return nextStarts.remove(key);
  }

  /** The limits in force by name, each with so many keys at most. */
  List<LimitInfo> infos(int maxKeys, Instant now) {
    Map<LimitKey, Integer> waiting = new TreeMap<>();
    for (RunRow row : tables.live()) {
      if (row.run().status() != RunStatus.RUNNING
          && row.isDue(now)
          && areOn(row.run().id())) {
        waiting(row).needs().forEach(use -> waiting.merge(use.key(), 1, Integer::sum));
      }
    }
    Set<LimitKey> keys = new TreeSet<>(waiting.keySet());
    keys.addAll(nextStarts.keySet());
    held.keySet()
        .forEach(id -> ofRuns.getOrDefault(id, NONE).uses().forEach(use -> keys.add(use.key())));
    List<LimitInfo> infos = new ArrayList<>();
    declared().forEach((name, limit) -> {
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
          limit, override(name, now), complete ? shown : shown.subList(0, maxKeys), complete));
    });
    return infos;
  }

  private LimitInfo.Key info(LimitKey key, int waiting, Instant now) {
    LimitState state = state(key, now);
    Instant next = key.kind() == LimitKind.STARTS ? state.earliest(1, now) : now;
    return new LimitInfo.Key(
        key.key(), state.running(), waiting, false, next.isAfter(now) ? next : null);
  }

  /** Takes for this worker what a decision admits. */
  void take(UUID workerId, Decision decision) {
    decision.changed().forEach((key, state) -> {
      if (state.nextAt() != null) {
        nextStarts.put(key, state.nextAt());
      }
    });
    for (UUID runId : decision.admitted()) {
      RunLimits limits = Objects.requireNonNull(ofRuns.get(runId));
      boolean runSlots = limits.uses().stream().anyMatch(use -> use.key().kind() == LimitKind.RUNS);
      RunRow row = Objects.requireNonNull(tables.runs.get(runId));
      served.put(waiting(row).line(), ++turn);
      held.put(runId, new Held(workerId, 1, runSlots));
    }
  }

  /** Takes more slots of limits on attempts, up to this number, for a run that this worker executes; returns how many. */
  int takeMore(UUID runId, @Nullable UUID workerId, int count) {
    Held holds = held.get(runId);
    if (holds == null || workerId == null || !workerId.equals(holds.workerId())) {
      return 0;
    }
    int taken = count;
    for (RunLimits.Use use : Objects.requireNonNull(ofRuns.get(runId)).uses()) {
      LimitState state = state(use.key());
      if (use.key().kind() == LimitKind.ATTEMPTS && state.limit() != null) {
        taken = Math.max(0, Math.min(taken, state.limit().amount() - state.running()));
      }
    }
    held.put(runId, new Held(workerId, holds.slots() + taken, holds.runSlots()));
    return taken;
  }

  /** Releases slots that {@link #takeMore} has taken. */
  void releaseSome(UUID runId, @Nullable UUID workerId, int count) {
    Held holds = held.get(runId);
    if (holds != null && workerId != null && workerId.equals(holds.workerId())) {
      held.put(runId, new Held(workerId, holds.slots() - count, holds.runSlots()));
      tables.announce(News.DUE);
    }
  }

  /** Releases what these runs hold that no worker executes any more: all of it if they have ended. */
  void release(Set<UUID> runIds) {
    release(runIds::contains);
  }

  /** As {@link #release(Set)}, for all that this worker holds. */
  void forfeit(UUID workerId) {
    release(runId -> workerId.equals(Objects.requireNonNull(held.get(runId)).workerId()));
  }

  private void release(Predicate<UUID> released) {
    List<UUID> runs = held.keySet().stream().filter(released).toList();
    for (UUID runId : runs) {
      Held holds = held.remove(runId);
      if (tables.live(runId) == null) {
        ofRuns.remove(runId);
      } else if (holds != null && holds.runSlots()) {
        held.put(runId, new Held(null, 0, true));
      }
    }
    if (!runs.isEmpty()) {
      tables.announce(News.DUE);
    }
  }

  /** Releases what this run holds, which was cancelled, unless a worker still executes it. */
  void cancelled(UUID runId) {
    Held holds = held.get(runId);
    if (holds == null) {
      ofRuns.remove(runId);
    } else if (holds.workerId() == null) {
      release(Set.of(runId));
    }
  }

  /** Forgets the starts of keys whose tokens are all back, and the turns of lines that have no runs. */
  void forget(Instant now) {
    nextStarts.values().removeIf(at -> at.isBefore(now));
    ofRuns.keySet().removeIf(id -> tables.live(id) == null && !held.containsKey(id));
  }

  /** The runs that wait for this one, directly or not, and hold a slot for this key. */
  private List<UUID> callers(Run run, LimitKey key) {
    List<UUID> holders = holders(key);
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

  private List<UUID> holders(LimitKey key) {
    return held.entrySet().stream()
        .filter(entry -> entry.getValue().slots(key.kind()) > 0 && uses(entry.getKey(), key))
        .map(Map.Entry::getKey)
        .toList();
  }
}
