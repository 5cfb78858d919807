package dev.stepwell.runtime.store;

import java.time.Instant;

/** Deletes old runs and events. */
public interface Retention {
  /**
   * Deletes runs that ended before that time with their steps, and events that were accepted before it and have no run left, at
   * most this many of each, in one short transaction. Also deletes what limits and rules on starts have kept for keys of which nothing runs,
   * waits or is due any more, whatever its age: their next run begins anew, as it would have anyway. Only one process does so at a time; others delete nothing.
   *
   * @return whether there may be more
   */
  boolean deleteEnded(Instant before, int max);
}
