package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.StepNeeds;
import dev.stepwell.testing.memory.Rows.StepKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What steps hold of their limits, and what they wait for; within a transaction. */
final class StepSlotRows {
  private final Map<StepKey, Row> rows = new LinkedHashMap<>();

  /**
   * What a step holds or waits for.
   *
   * @param since since when it waits
   * @param held whether it holds it
   */
  record Row(StepNeeds needs, Instant since, boolean held) {
    private StepKey key() {
      return new StepKey(needs.runId(), needs.stepId());
    }

    boolean uses(LimitKey key) {
      return needs.uses().stream().anyMatch(use -> use.key().equals(key));
    }
  }

  /** The step holds what it needs from now on. */
  void hold(StepNeeds needs, Instant now) {
    Row row = new Row(needs, now, true);
    rows.put(row.key(), row);
  }

  /** The step waits; one that has waited before keeps its place. */
  void await(StepNeeds needs, Instant now) {
    Row row = new Row(needs, now, false);
    rows.putIfAbsent(row.key(), row);
  }

  /** Whether the step holds what it needs. */
  boolean holds(UUID runId, String stepId) {
    Row row = rows.get(new StepKey(runId, stepId));
    return row != null && row.held;
  }

  /** Removes what a step holds; null if it holds nothing. */
  @Nullable
  Row release(UUID runId, String stepId) {
    return holds(runId, stepId) ? rows.remove(new StepKey(runId, stepId)) : null;
  }

  /** Removes what steps of this run hold. */
  void release(UUID runId) {
    rows.values().removeIf(row -> row.held && row.needs.runId().equals(runId));
  }

  /** Removes what steps of this run wait for. */
  void forget(UUID runId) {
    rows.values().removeIf(row -> !row.held && row.needs.runId().equals(runId));
  }

  /** The steps that wait. */
  List<Row> waiting() {
    return rows.values().stream().filter(row -> !row.held).toList();
  }

  /** The steps of this run that wait. */
  List<Row> waiting(UUID runId) {
    return waiting().stream().filter(row -> row.needs.runId().equals(runId)).toList();
  }

  /** The runs whose steps hold slots of this key, each once for each slot. */
  Stream<UUID> holders(LimitKey key) {
    return rows.values().stream()
        .filter(row -> row.held && key.kind() == LimitKind.ATTEMPTS && row.uses(key))
        .map(row -> row.needs.runId());
  }

  /** The keys of which steps hold or await something. */
  Stream<LimitKey> keys() {
    return rows.values().stream().flatMap(row -> row.needs.uses().stream()).map(use -> use.key());
  }
}
