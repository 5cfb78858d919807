package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.LimitChange;
import dev.stepwell.runtime.model.LimitChange.Action;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitOverride;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.store.LimitControl;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.MemoryTables.News;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Limits as operators see and change them. */
final class MemoryLimitControl implements LimitControl {
  private final MemoryTables tables;
  private final Clock clock;
  private final RunEndings ending;

  MemoryLimitControl(MemoryTables tables, Clock clock, RunEndings ending) {
    this.tables = tables;
    this.clock = clock;
    this.ending = ending;
  }

  @Override
  public List<LimitInfo> limits(int maxKeys) {
    return tables.transaction(() -> new LimitReports(tables).infos(maxKeys, clock.now()));
  }

  @Override
  public boolean isDeclared(String limit) {
    return tables.transaction(() -> isDeclaredNow(limit));
  }

  private boolean isDeclaredNow(String limit) {
    return tables.limits.inForce().declared().containsKey(limit);
  }

  @Override
  public boolean override(String limit, LimitOverride override) {
    return tables.transaction(() -> {
      if (!isDeclaredNow(limit)) {
        return false;
      }
      LimitOverride before = tables.limits.inForce().override(limit, override, clock.now());
      record(override.by(), Action.OVERRIDE, limit, null, null, text(before), override.text());
      return true;
    });
  }

  @Override
  public boolean removeOverride(String limit, @Nullable String by) {
    return tables.transaction(() -> {
      LimitOverride before = tables.limits.inForce().override(limit, null, clock.now());
      if (before == null) {
        return false;
      }
      record(by, Action.REMOVE_OVERRIDE, limit, null, null, before.text(), null);
      return true;
    });
  }

  private static @Nullable String text(@Nullable LimitOverride override) {
    return override == null ? null : override.text();
  }

  @Override
  public Set<UUID> drop(LimitKey key, int max, @Nullable String by) {
    return tables.transaction(() -> {
      Instant now = clock.now();
      List<UUID> waiting = tables.live().stream()
          .filter(row -> row.run().status() == RunStatus.QUEUED && row.isDue(now))
          .filter(row -> row.run().startedAt() == null
              && tables.limits.runs().uses(row.run().id(), key))
          .map(row -> row.run().id())
          .limit(max)
          .toList();
      Set<UUID> dropped = ending.cancel(waiting, Run.BY_CALL);
      if (!dropped.isEmpty()) {
        String after =
            dropped.size() + (dropped.size() == 1 ? " run cancelled" : " runs cancelled");
        record(by, Action.DROP, key.limit(), key.key(), null, null, after);
      }
      return dropped;
    });
  }

  @Override
  public boolean release(LimitKey key, @Nullable String by) {
    return tables.transaction(() -> {
      int running = tables.limits.state(key).running();
      Instant next = tables.limits.releaseTokens(key);
      if (running == 0 && next == null) {
        return false;
      }
      String before = running + " running" + (next == null ? "" : ", tokens until " + next);
      record(by, Action.RELEASE, key.limit(), key.key(), null, before, running + " running");
      return true;
    });
  }

  @Override
  public boolean move(UUID runId, int seconds, @Nullable String by) {
    return tables.transaction(() -> {
      RunRow row = tables.live(runId);
      if (row == null || row.run().status() == RunStatus.RUNNING) {
        return false;
      }
      Integer before = tables.headStarts.put(runId, seconds);
      record(
          by,
          Action.MOVE,
          null,
          null,
          runId,
          (before == null ? 0 : before) + " seconds",
          seconds + " seconds");
      return true;
    });
  }

  private void record(
      @Nullable String by,
      Action action,
      @Nullable String limit,
      @Nullable String key,
      @Nullable UUID runId,
      @Nullable String before,
      @Nullable String after) {
    tables.limitChanges.add(
        0,
        new LimitChange(
            tables.limitChanges.size() + 1,
            clock.now(),
            by,
            action,
            limit,
            key,
            runId,
            before,
            after));
    tables.announce(News.DUE);
  }

  @Override
  public List<LimitChange> changes(@Nullable Long before, int max) {
    return tables.transaction(() -> new ArrayList<>(tables.limitChanges.stream()
        .filter(change -> before == null || change.number() < before)
        .limit(max)
        .toList()));
  }
}
