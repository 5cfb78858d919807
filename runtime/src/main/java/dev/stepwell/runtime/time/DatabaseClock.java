package dev.stepwell.runtime.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The database's clock, kept between two readings by this process's monotonic timer. The wall clock of this machine is only
 * used until the first reading.
 */
public final class DatabaseClock implements Clock {
  private record Reading(Instant time, long nanos) {}

  private volatile Reading reading = new Reading(Instant.now(), System.nanoTime());

  @Override
  public Instant now() {
    Reading last = reading;
    return last.time.plusNanos(System.nanoTime() - last.nanos).truncatedTo(ChronoUnit.MICROS);
  }

  /** Takes over what the database's clock read just now. */
  public void read(Instant databaseTime) {
    reading = new Reading(databaseTime, System.nanoTime());
  }

  /** How long it is from now until then, for waiting; zero when it has passed. */
  public Duration until(Instant then) {
    Duration left = Duration.between(now(), then);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
