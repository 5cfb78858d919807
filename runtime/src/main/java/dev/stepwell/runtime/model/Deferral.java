package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.Locale;

/**
 * The deferral of some effects of an event to a later transaction. So a wait that is stored at the same moment misses
 * no event, and a scheduled event has no effect before its time.
 *
 * @param effects the deferred effects
 * @param dueAt when they are due
 */
public record Deferral(Effects effects, Instant dueAt) {
  /** The kinds of deferred effects. */
  public enum Effects {
    /** Ends waits. */
    WAKES,
    /** Cancels runs, and ends waits. */
    CANCELS,
    /** Starts and cancels runs, and ends waits. */
    ALL;

    /** The value in SQL: the name in lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The effects of this value.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Effects ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
