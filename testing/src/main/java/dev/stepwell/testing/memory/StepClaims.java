package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.WaitingRun;
import dev.stepwell.testing.memory.StepSlotRows.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** The parked runs whose steps wait for slots, as claims see them; within a transaction. */
final class StepClaims {
  private final MemoryTables tables;

  StepClaims(MemoryTables tables) {
    this.tables = tables;
  }

  /** The first waiting step of each parked run that may be claimed, by the run, the longest waiting first. */
  Map<UUID, Row> waiting(Predicate<RunRow> mayBeClaimed) {
    Map<UUID, Row> first = new LinkedHashMap<>();
    tables.limits.steps().waiting().stream()
        .filter(step -> isParked(step, mayBeClaimed))
        .sorted(Comparator.comparing(this::since))
        .forEach(step -> first.putIfAbsent(step.needs().runId(), step));
    return first;
  }

  private boolean isParked(Row step, Predicate<RunRow> mayBeClaimed) {
    RunRow row = tables.live(step.needs().runId());
    return row != null && row.run().status() == RunStatus.WAITING && mayBeClaimed.test(row);
  }

  private Instant since(Row step) {
    return step.since().minusSeconds(tables.headStarts.getOrDefault(step.needs().runId(), 0));
  }

  /** The run of a step that waits: it needs its own slots, and what the step needs. */
  WaitingRun run(Row step) {
    UUID runId = step.needs().runId();
    List<RunLimits.Use> uses = new ArrayList<>(step.needs().uses());
    tables.limits.runs().uses(runId).stream()
        .filter(use -> use.key().kind() != LimitKind.STARTS)
        .forEach(uses::add);
    return new WaitingRun(
        runId, line(step), uses, true, tables.limits.runs().holdsRunSlots(runId), step.since(), 0);
  }

  private String line(Row step) {
    RunRow row = tables.live(step.needs().runId());
    return (row == null ? "" : row.run().functionId()) + " step " + step.needs().line()
        + tables.limits.runs().uses(step.needs().runId());
  }
}
