package dev.stepwell.runtime.time;

import java.time.Duration;

/** Calls actions after a delay. */
public interface Timers {
  /** Calls the action, which must be short, after this delay, unless it is stopped before. */
  Timer after(Duration delay, Runnable action);

  /** A pending callback. */
  interface Timer {
    /** Drops the callback, if it is still pending. */
    void stop();
  }
}
