package dev.stepwell.runtime.time;

import java.time.Instant;

/** The time by which everything is decided: the database's. */
@FunctionalInterface
public interface Clock {
  /** Now, with microseconds. */
  Instant now();
}
