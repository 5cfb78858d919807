package dev.stepwell.runtime.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The database's clock, kept between two readings by this process's monotonic timer. The wall clock of this machine is only
 * used until the first reading.
 */
public final class DatabaseClock implements Clock {
  /** A reading that lags by more than this is not late: the database's clock was set back. */
  private static final Duration MAX_LAG = Duration.ofSeconds(1);

  /** The fraction by which the timers of two machines may differ. */
  private static final int DRIFT = 5_000;

  private final LongSupplier nanoTime;
  private volatile Reading reading;
  private boolean isRead;

  private record Reading(Instant time, long nanos) {
    Instant at(long now) {
      return time.plusNanos(now - nanos);
    }
  }

  /** A clock of this process. */
  public DatabaseClock() {
    this(System::nanoTime);
  }

  DatabaseClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.reading = new Reading(Instant.now(), nanoTime.getAsLong());
  }

  @Override
  public Instant now() {
    return reading.at(nanoTime.getAsLong()).truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Takes over what the database's clock read just now. An answer that was slow shows a time that has passed: if the time that is kept
   * here is later, that is the better one. Otherwise runs that are due would be claimed too late by as much.
   */
  @Override
  public synchronized void read(Instant databaseTime) {
    long now = nanoTime.getAsLong();
    Reading last = reading;
    Instant kept = last.at(now).minusNanos((now - last.nanos) / DRIFT);
    boolean isLate = isRead
        && databaseTime.isBefore(kept)
        && Duration.between(databaseTime, kept).compareTo(MAX_LAG) < 0;
    isRead = true;
    reading = new Reading(isLate ? kept : databaseTime, now);
  }

  /** How long it is from now until then, for waiting; zero when it has passed. */
  public Duration until(Instant then) {
    Duration left = Duration.between(now(), then);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
