package dev.stepwell.runtime.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles of durations. All are null without durations.
 *
 * @param p50 the median
 * @param p95 the 95th percentile
 * @param p99 the 99th percentile
 */
public record Percentiles(
    @Nullable Duration p50,
    @Nullable Duration p95,
    @Nullable Duration p99) {
  /** No durations. */
  public static final Percentiles NONE = new Percentiles(null, null, null);
}
