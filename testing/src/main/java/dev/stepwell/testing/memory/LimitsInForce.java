package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.FlowLimit;
import dev.stepwell.runtime.model.FlowLimits;
import dev.stepwell.runtime.model.LimitOverride;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits that the published functions declare, with the overrides of operators; within a transaction. */
final class LimitsInForce {
  private final MemoryTables tables;
  private final Map<String, LimitOverride> overrides = new HashMap<>();

  LimitsInForce(MemoryTables tables) {
    this.tables = tables;
  }

  /** The limits as they are declared, by name. */
  Map<String, FlowLimit> declared() {
    return FlowLimits.of(List.copyOf(tables.functions.values()));
  }

  /** The limit of this name with the amount that holds at a time; null if none is declared. */
  @Nullable
  FlowLimit limit(String name, Instant at) {
    FlowLimit limit = declared().get(name);
    LimitOverride override = override(name, at);
    return limit == null || override == null ? limit : limit.withAmount(override.amount());
  }

  /** The override that holds at a time; null for none. */
  @Nullable
  LimitOverride override(String limit, Instant at) {
    LimitOverride override = overrides.get(limit);
    return override != null && override.until().isAfter(at) ? override : null;
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
}
