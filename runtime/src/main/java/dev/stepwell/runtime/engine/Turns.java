package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.WaitingRun;
import dev.stepwell.runtime.store.RunAdmission;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Admits runs in turns: one of each line, then the next of each. The first of a line that is not admitted ends the turns of its line.
 */
public final class Turns implements RunAdmission {
  @Override
  public Decision decide(
      List<WaitingRun> waiting, Map<LimitKey, LimitState> states, Room room, Instant now) {
    Round round = new Round(states, now);
    Deque<Deque<WaitingRun>> turns = new ArrayDeque<>(lines(waiting));
    long bytes = 0;
    while (!turns.isEmpty() && round.admitted.size() < room.runs() && bytes < room.bytes()) {
      Deque<WaitingRun> line = turns.remove();
      WaitingRun run = line.remove();
      if (round.admit(run)) {
        bytes += run.bytes();
        if (!line.isEmpty()) {
          turns.add(line);
        }
      }
    }
    return round.decision();
  }

  private static Collection<Deque<WaitingRun>> lines(List<WaitingRun> waiting) {
    Map<String, Deque<WaitingRun>> lines = new LinkedHashMap<>();
    for (WaitingRun run : waiting) {
      lines.computeIfAbsent(run.line(), line -> new ArrayDeque<>()).add(run);
    }
    return lines.values();
  }

  /** What is decided so far. */
  private static final class Round {
    private final Map<LimitKey, LimitState> states;
    private final Instant now;
    private final List<UUID> admitted = new ArrayList<>();
    private final Map<LimitKey, LimitState> changed = new HashMap<>();
    private final Set<LimitKey> exhausted = new TreeSet<>();
    private @Nullable Instant nextStart;

    Round(Map<LimitKey, LimitState> states, Instant now) {
      this.states = states;
      this.now = now;
    }

    /** Admits the run if all its limits do; otherwise notes what it waits for. */
    boolean admit(WaitingRun run) {
      List<RunLimits.Use> needs = run.needs();
      Instant startsAt = now;
      boolean slots = true;
      for (RunLimits.Use use : needs) {
        LimitState state = state(use.key());
        if (state == null) {
          return false;
        }
        if (use.key().kind() == LimitKind.STARTS) {
          Instant earliest = state.earliest(use.cost(), now);
          startsAt = earliest.isAfter(startsAt) ? earliest : startsAt;
        } else if (!state.admits(use.cost(), now)) {
          exhausted.add(use.key());
          slots = false;
        }
      }
      if (slots && !startsAt.isAfter(now)) {
        take(run, needs);
        return true;
      }
      if (slots && (nextStart == null || startsAt.isBefore(nextStart))) {
        nextStart = startsAt;
      }
      return false;
    }

    private @Nullable LimitState state(LimitKey key) {
      return changed.getOrDefault(key, states.get(key));
    }

    private void take(WaitingRun run, List<RunLimits.Use> needs) {
      admitted.add(run.id());
      for (RunLimits.Use use : needs) {
        LimitState state = state(use.key());
        if (state != null) {
          changed.put(use.key(), state.after(use.cost(), run.since(), now));
        }
      }
    }

    Decision decision() {
      return new Decision(admitted, changed, exhausted, nextStart);
    }
  }
}
