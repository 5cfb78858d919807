package dev.stepwell.runtime.model;

import java.util.Locale;

/** What is stored of a step. */
public enum StepStatus {
  /** Has its result, for good. */
  COMPLETED,
  /** Its attempts are used up, for good. */
  FAILED,
  /** An attempt failed and another is due. */
  RETRYING,
  /** A wait that is not over: for a time, an event or another run. */
  WAITING;

  /** The word that SQL, JSON and people read: the name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status of this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StepStatus ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
