package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.Locale;

/**
 * That some effects of an event come after it is stored, in a transaction of their own: a wait that is stored at the same moment
 * then misses no event, and an event of the future has no effect before its time.
 *
 * @param effects which
 * @param dueAt when
 */
public record Deferral(Effects effects, Instant dueAt) {
  /** What comes later. */
  public enum Effects {
    /** Waits are ended. */
    WAKES,
    /** Runs are cancelled, and waits are ended. */
    CANCELS,
    /** Runs are started and cancelled, and waits are ended. */
    ALL;

    /** The word that SQL reads: the name in lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The effects of this word.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Effects ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
