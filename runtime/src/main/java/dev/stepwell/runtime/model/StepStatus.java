package dev.stepwell.runtime.model;

import java.util.Locale;

/** The status of a step. */
public enum StepStatus {
  /** Has its result, permanently. */
  COMPLETED,
  /** Has failed permanently: its attempts are used up. */
  FAILED,
  /** An attempt failed and another is due. */
  RETRYING,
  /** A wait in progress: for a time, an event or another run. */
  WAITING;

  /** The value in SQL, JSON and the dashboard: the name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status of this value.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StepStatus ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
