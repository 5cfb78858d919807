package dev.stepwell.runtime.store;

import java.time.Instant;

/** The sessions of the dashboard that were logged out before their end. Every server on the database refuses them. */
public interface Logouts {
  /**
   * Records that a session was logged out. A second logout of one session changes nothing.
   *
   * @param sessionId the id of the session
   * @param until when the session ends by itself; then the record is no longer needed
   * @param now logouts of sessions that have ended by now are deleted
   */
  void add(String sessionId, Instant until, Instant now);

  /** Whether this session was logged out, and its record is still there. */
  boolean contains(String sessionId);
}
