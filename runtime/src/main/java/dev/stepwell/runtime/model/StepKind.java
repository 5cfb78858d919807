package dev.stepwell.runtime.model;

import java.util.Locale;

/** What a step does. */
public enum StepKind {
  /** Runs code of the user's. */
  STEP,
  /** Waits for a time. */
  SLEEP,
  /** Waits for an event. */
  WAIT,
  /** Waits for another run. */
  INVOKE,
  /** Sends events. */
  SEND;

  /** The word that SQL, JSON and people read: the name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StepKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
