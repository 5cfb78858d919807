package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.RunLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The limits of runs, and what they hold of them; within a transaction. */
final class RunSlotRows {
  private final Map<UUID, RunLimits> limits = new LinkedHashMap<>();
  private final Map<UUID, Held> held = new LinkedHashMap<>();

  /**
   * What a run holds.
   *
   * @param workerId the worker that executes it, if only to leave it; null if none does
   * @param slots how many slots it holds of each limit on attempts; 0 if no worker executes it
   * @param runSlots whether it holds its slots of limits on runs
   */
  record Held(@Nullable UUID workerId, int slots, boolean runSlots) {
    private int slots(LimitKind kind) {
      return switch (kind) {
        case ATTEMPTS -> slots;
        case RUNS -> runSlots ? 1 : 0;
        case STARTS -> 0;
      };
    }

    /** Whether this worker executes the run. */
    boolean isOf(@Nullable UUID worker) {
      return worker != null && worker.equals(workerId);
    }

    /** The same with so many slots more. */
    Held plus(int more) {
      return new Held(workerId, slots + more, runSlots);
    }
  }

  /** Adds the limits of a run, unless it has some. */
  void add(UUID runId, RunLimits ofRun) {
    limits.putIfAbsent(runId, ofRun);
  }

  /** The limits of a run; null if it is claimed without. */
  @Nullable
  RunLimits limits(UUID runId) {
    return limits.get(runId);
  }

  /** What the run takes of its limits. */
  List<RunLimits.Use> uses(UUID runId) {
    RunLimits ofRun = limits.get(runId);
    return ofRun == null ? List.of() : ofRun.uses();
  }

  /** Whether the run takes something of this key. */
  boolean uses(UUID runId, LimitKey key) {
    return uses(runId).stream().anyMatch(use -> use.key().equals(key));
  }

  /** Removes the limits of these runs, unless they hold something. */
  void remove(Predicate<UUID> runs) {
    limits.keySet().removeIf(id -> runs.test(id) && !held.containsKey(id));
  }

  /** What the run holds; null for nothing. */
  @Nullable
  Held held(UUID runId) {
    return held.get(runId);
  }

  /** Whether the run holds its slots of limits on runs. */
  boolean holdsRunSlots(UUID runId) {
    Held holds = held.get(runId);
    return holds != null && holds.runSlots;
  }

  /** Sets what the run holds. */
  void hold(UUID runId, Held holds) {
    held.put(runId, holds);
  }

  /** Removes what the run holds. */
  void release(UUID runId) {
    held.remove(runId);
  }

  /** The runs that hold something. */
  List<UUID> holding() {
    return List.copyOf(held.keySet());
  }

  /** How many slots of this key are held. */
  int running(LimitKey key) {
    return holders(key).mapToInt(id -> held(id, key)).sum();
  }

  /** The runs that hold a slot of this key. */
  Stream<UUID> holders(LimitKey key) {
    return holding().stream().filter(id -> uses(id, key) && held(id, key) > 0);
  }

  private int held(UUID runId, LimitKey key) {
    Held holds = held.get(runId);
    return holds == null ? 0 : holds.slots(key.kind());
  }
}
