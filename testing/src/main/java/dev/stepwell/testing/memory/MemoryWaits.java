package dev.stepwell.testing.memory;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.Rows.Accepted;
import dev.stepwell.testing.memory.Rows.StepKey;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations of waits other than those of the journal. */
final class MemoryWaits implements Waits {
  private final MemoryTables tables;
  private final WaitRule rule;
  private final Json json;

  MemoryWaits(MemoryTables tables, WaitRule rule, Json json) {
    this.tables = tables;
    this.rule = rule;
    this.json = json;
  }

  /** Always true: no other transaction is open at this time. */
  @Override
  public boolean listen(WaitShape shape, Instant since) {
    return tables.transaction(() -> {
      if (tables.shapes.add(shape)) {
        tables.functionsVersion++;
        tables.announce(News.FUNCTIONS);
        List.copyOf(tables.events.values()).forEach(event -> addKey(shape, event));
      }
      return true;
    });
  }

  private void addKey(WaitShape shape, Accepted accepted) {
    String id = accepted.event().id();
    if (!accepted.event().name().equals(shape.event()) || tables.isOfTheFuture(id)) {
      return;
    }
    String key = json.key(accepted.event().data(), shape.fields());
    if (key != null) {
      tables.addKey(new MatchKey(shape.event(), key), id, accepted.at(), accepted.position());
    }
  }

  @Override
  public Map<String, String> take(UUID runId, Collection<String> stepIds) {
    return tables.transaction(() -> {
      List<MatchKey> keys = stepIds.stream()
          .map(id -> tables.waits.get(new StepKey(runId, id)))
          .filter(Objects::nonNull)
          .flatMap(wait -> wait.keys().stream())
          .toList();
      rule.end(keys, wait -> wait.runId().equals(runId), wait -> stepIds.contains(wait.stepId()));
      Map<String, String> results = new LinkedHashMap<>();
      for (String id : stepIds) {
        StepRecord step = tables.step(runId, id);
        if (step != null && step.status() == StepStatus.COMPLETED && step.result() != null) {
          results.put(id, step.result());
        }
      }
      return results;
    });
  }

  @Override
  public List<StepRecord> ended(UUID runId, Collection<String> stepIds) {
    Map<String, String> unused = take(runId, stepIds);
    return tables.transaction(() -> stepIds.stream()
        .map(id -> tables.step(runId, id))
        .filter(Objects::nonNull)
        .filter(step -> step.status() == StepStatus.COMPLETED || step.status() == StepStatus.FAILED)
        .toList());
  }

  /** Always null: all shapes settle immediately. */
  @Override
  public @Nullable Instant settle(Instant now) {
    return null;
  }
}
