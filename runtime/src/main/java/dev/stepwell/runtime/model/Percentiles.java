package dev.stepwell.runtime.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long something took: each is the time that so many of a hundred took at most. All are null if there were none.
 *
 * @param p50 the median
 * @param p95 of 95 in a hundred
 * @param p99 of 99 in a hundred
 */
public record Percentiles(
    @Nullable Duration p50,
    @Nullable Duration p95,
    @Nullable Duration p99) {
  /** Of nothing. */
  public static final Percentiles NONE = new Percentiles(null, null, null);
}
