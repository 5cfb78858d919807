package dev.stepwell.runtime.time;

import java.time.Duration;

/** What calls back when a time has passed. */
public interface Timers {
  /** Calls the action, which must be short, once so much time has passed; unless it is stopped before. */
  Timer after(Duration delay, Runnable action);

  /** A callback that is still to come. */
  interface Timer {
    /** Drops the callback, if it has not come yet. */
    void stop();
  }
}
