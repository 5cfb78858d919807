package dev.stepwell.runtime.model;

import java.util.Locale;

/** The kind of a step. */
public enum StepKind {
  /** Runs code of the user. */
  STEP,
  /** Waits for a time. */
  SLEEP,
  /** Waits for an event. */
  WAIT,
  /** Waits for another run. */
  INVOKE,
  /** Sends events. */
  SEND;

  /** The value in SQL, JSON and the dashboard: the name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of this value.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StepKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
