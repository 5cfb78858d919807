package dev.stepwell.contract.condition;

import java.util.Locale;

/** One of the two events that a condition may use. */
public enum Side {
  /** The event that starts, or started, the run. */
  EVENT,
  /** The event that arrives while the run is live. */
  ASYNC;

  /** The word for it in a condition. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
