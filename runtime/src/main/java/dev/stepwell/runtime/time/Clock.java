package dev.stepwell.runtime.time;

import java.time.Instant;

/** The clock of all decisions: the database's. */
@FunctionalInterface
public interface Clock {
  /** Now, with microseconds. */
  Instant now();

  /** Adopts a current reading of the database's clock; does nothing if the time is set otherwise, as in tests. */
  default void read(Instant databaseTime) {}
}
