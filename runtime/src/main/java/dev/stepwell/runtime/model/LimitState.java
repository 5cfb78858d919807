package dev.stepwell.runtime.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is taken of a limit for one key.
 *
 * @param limit the limit in force; null if no published code declares it any more
 * @param running how many slots are taken
 * @param nextAt when all tokens of a limit on starts are back; null if none was taken
 */
public record LimitState(
    LimitKey key,
    @Nullable FlowLimit limit,
    int running,
    @Nullable Instant nextAt) {
  /** How much of the delay of a start the next ones catch up. */
  static final Duration MAX_CATCH_UP = Duration.ofMillis(100);

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** Whether a run that takes so much may be admitted now. */
  public boolean admits(int cost, Instant now) {
    if (limit == null) {
      return true;
    }
    return limit.kind() == LimitKind.STARTS
        ? !earliest(cost, now).isAfter(now)
        : running < limit.amount();
  }

  /** When a start of this cost is possible at the earliest, as far as this limit on starts is concerned; not before now. */
  public Instant earliest(int cost, Instant now) {
    if (limit == null || nextAt == null) {
      return now;
    }
    long units = (long) cost - Math.max(cost, Objects.requireNonNull(limit.burst()));
    Instant at = after(nextAt, units, limit);
    return at.isBefore(now) ? now : at;
  }

  /**
   * The state after a run that takes so much was admitted. Without a burst, the start after one that has waited for this limit is an
   * {@linkplain FlowLimit#intervalMicros interval} after that one was possible, so that the delays of claims do not add up; {@link #MAX_CATCH_UP}
   * at most are caught up.
   *
   * @param since when the run became due
   */
  public LimitState after(int cost, Instant since, Instant now) {
    if (key.kind() != LimitKind.STARTS) {
      return new LimitState(key, limit, running + 1, nextAt);
    }
    if (limit == null) {
      return this;
    }
    Instant from = from(since, now, Objects.requireNonNull(limit.burst()) > 1);
    Instant next = after(from, cost, limit);
    return new LimitState(key, limit, running, next);
  }

  /** The time plus this number of intervals, limited to the years from 1 to 9999: a cost may exceed them. */
  private static Instant after(Instant time, long units, FlowLimit limit) {
    Duration wait = Duration.of(limit.intervalMicros(), ChronoUnit.MICROS).multipliedBy(units);
    if (wait.compareTo(Duration.between(time, LATEST)) > 0) {
      return LATEST;
    }
    return wait.compareTo(Duration.between(time, EARLIEST)) < 0 ? EARLIEST : time.plus(wait);
  }

  private Instant from(Instant since, Instant now, boolean bursts) {
    if (nextAt == null) {
      return now;
    }
    boolean waited = !bursts && !since.isAfter(nextAt);
    Instant earliest = waited ? now.minus(MAX_CATCH_UP) : now;
    return nextAt.isBefore(earliest) ? earliest : nextAt;
  }

  /** The state after slots were released. */
  public LimitState released(int slots) {
    return new LimitState(key, limit, Math.max(0, running - slots), nextAt);
  }

  /** The state of a limit on starts under which none is possible before this time; later ones do not come in a burst. */
  public LimitState heldUntil(Instant time) {
    if (limit == null || limit.kind() != LimitKind.STARTS) {
      return this;
    }
    long units = Objects.requireNonNull(limit.burst()) - 1L;
    Instant next = after(time, units, limit);
    return nextAt != null && nextAt.isAfter(next)
        ? this
        : new LimitState(key, limit, running, next);
  }
}
