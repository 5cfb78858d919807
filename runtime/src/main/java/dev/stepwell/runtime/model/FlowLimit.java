package dev.stepwell.runtime.model;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A limit as the published code declares it.
 *
 * @param name its name; equal for all that share it
 * @param amount how many may execute for each key, or start in each period
 * @param period the period of a limit on starts; else null
 * @param burst how many may start at once for an idle key; null of other kinds
 */
public record FlowLimit(
    String name,
    int amount,
    @Nullable Duration period,
    @Nullable Integer burst) {
  /** What it counts. */
  public LimitKind kind() {
    return LimitKind.ofName(name);
  }

  /** The same limit with another amount. */
  public FlowLimit withAmount(int other) {
    return new FlowLimit(name, other, period, burst);
  }

  /** How far apart starts are once the burst is used up, in microseconds, rounded up so that none is early. */
  public long intervalMicros() {
    long micros = Objects.requireNonNull(period).toNanos() / 1_000;
    return Math.max(1, (micros + amount - 1) / amount);
  }
}
