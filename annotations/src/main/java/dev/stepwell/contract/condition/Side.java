package dev.stepwell.contract.condition;

import java.util.Locale;

/** One of the two events that a condition may look at. */
public enum Side {
  /** The event that starts the run, or has started it. */
  EVENT,
  /** The event that arrives while the run lives. */
  ASYNC;

  /** The word for it in a condition. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
