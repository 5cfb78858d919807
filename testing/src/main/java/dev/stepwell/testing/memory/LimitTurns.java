package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.WaitingRun;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunAdmission.Decision;
import dev.stepwell.testing.memory.RunSlotRows.Held;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** The turns in which runs are admitted by their limits; within a transaction. */
final class LimitTurns {
  private final MemoryLimits limits;

  /** By the line that was served, when that was. */
  private final Map<String, Long> served = new HashMap<>();

  private long turn;

  LimitTurns(MemoryLimits limits) {
    this.limits = limits;
  }

  /** Decides which of these due runs are admitted, without taking anything. */
  Decision decide(
      Stream<WaitingRun> due, RunAdmission admission, RunAdmission.Room room, Instant now) {
    List<WaitingRun> waiting = due.sorted(
            Comparator.comparing(run -> served.getOrDefault(run.line(), 0L)))
        .toList();
    Map<LimitKey, LimitState> states = new HashMap<>();
    for (WaitingRun run : waiting) {
      for (RunLimits.Use use : run.needs()) {
        states.computeIfAbsent(use.key(), key -> limits.state(key, now));
      }
    }
    return admission.decide(waiting, states, room, now);
  }

  /** The due run as one that waits for its limits. */
  WaitingRun waiting(RunRow row) {
    Run run = row.run();
    RunLimits ofRun = Objects.requireNonNull(limits.runs().limits(run.id()));
    boolean starts = run.startedAt() == null && run.rerunOf() == null;
    return new WaitingRun(
        run.id(),
        run.functionId() + " " + ofRun.group() + (starts ? "" : "+"),
        ofRun.uses(),
        starts,
        limits.runs().holdsRunSlots(run.id()),
        since(run),
        0);
  }

  /** When it became due, without what its priority gives it. */
  private static Instant since(Run run) {
    Instant dueAt = Objects.requireNonNull(run.dueAt());
    return dueAt.isBefore(run.createdAt()) ? run.createdAt() : dueAt;
  }

  /** Takes for this worker what a decision on these runs admits. */
  void take(UUID workerId, Decision decision, Map<UUID, String> lines) {
    decision.changed().values().forEach(limits::startNext);
    for (UUID runId : decision.admitted()) {
      boolean runSlots =
          limits.runs().uses(runId).stream().anyMatch(use -> use.key().kind() == LimitKind.RUNS);
      served.put(Objects.requireNonNull(lines.get(runId)), ++turn);
      limits.runs().hold(runId, new Held(workerId, 1, runSlots));
    }
  }
}
