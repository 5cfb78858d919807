package dev.stepwell.runtime.time;

import java.time.Instant;

/** The time by which everything is decided: the database's. */
@FunctionalInterface
public interface Clock {
  /** Now, with microseconds. */
  Instant now();

  /** Takes over what the database's clock read just now; does nothing where the time is set otherwise, as in tests. */
  default void read(Instant databaseTime) {}
}
