package dev.stepwell.runtime.model;

import java.util.Locale;

/** The status of a run. */
public enum RunStatus {
  /** Ready, and held by no worker. */
  QUEUED,
  /** Held by a worker that executes it. */
  RUNNING,
  /** Parked until a time, an event or the end of another run. */
  WAITING,
  /** Ended with a value. */
  COMPLETED,
  /** Ended with an error. */
  FAILED,
  /** Ended by an event, a call or a timeout. */
  CANCELLED,
  /** Recorded and never executed, by a rule of its function. */
  SKIPPED;

  /** Whether the run has ended. */
  public boolean isEnded() {
    return switch (this) {
      case QUEUED, RUNNING, WAITING -> false;
      case COMPLETED, FAILED, CANCELLED, SKIPPED -> true;
    };
  }

  /** The value in SQL, JSON and the dashboard: the name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status of this value.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RunStatus ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
