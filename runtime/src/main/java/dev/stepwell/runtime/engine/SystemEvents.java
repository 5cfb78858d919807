package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.StoredEvent;

/** The events that report runs. Only Stepwell itself may send them. */
public final class SystemEvents {
  /** The prefix of the names of all system events. */
  public static final String PREFIX = "stepwell/";

  /** Reports a completed run; sent only if it has listeners. */
  public static final String COMPLETED = "stepwell/function.completed";

  /** Reports a failed run. */
  public static final String FAILED = "stepwell/function.failed";

  /** Reports a cancelled run. */
  public static final String CANCELLED = "stepwell/function.cancelled";

  /** Contains the input of an invoked function. */
  public static final String INVOKED = "stepwell/function.invoked";

  private SystemEvents() {}

  /**
   * Whether to report the end of a run that this event started: not if the event itself reported the end of a run,
   * because the chain could be endless.
   */
  static boolean isToldOf(StoredEvent startedBy) {
    return switch (startedBy.name()) {
      case COMPLETED, FAILED, CANCELLED -> false;
      default -> true;
    };
  }
}
