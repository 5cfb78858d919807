package dev.stepwell.runtime.store;

import java.time.Instant;

/** Lets go of what is old. */
public interface Retention {
  /**
   * Deletes runs that ended before that time with their steps, and events that were accepted before it and have no run left, at
   * most so many of each, in one short transaction. Only one process does so at a time; the others find nothing.
   *
   * @return whether there may be more
   */
  boolean deleteEnded(Instant before, int max);
}
