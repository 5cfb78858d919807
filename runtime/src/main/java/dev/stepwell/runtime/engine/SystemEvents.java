package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.StoredEvent;

/** The events by which Stepwell itself tells of runs. Nobody else may send one. */
public final class SystemEvents {
  /** What the names of all system events begin with. */
  public static final String PREFIX = "stepwell/";

  /** Tells of a completed run; sent only if something listens to it. */
  public static final String COMPLETED = "stepwell/function.completed";

  /** Tells of a failed run. */
  public static final String FAILED = "stepwell/function.failed";

  /** Tells of a cancelled run. */
  public static final String CANCELLED = "stepwell/function.cancelled";

  /** Carries what a function is invoked with. */
  public static final String INVOKED = "stepwell/function.invoked";

  private SystemEvents() {}

  /**
   * Whether the end of a run that was started by this event is told of: not if that event told of the end of a run itself, for else
   * it could go on for ever.
   */
  static boolean isToldOf(StoredEvent startedBy) {
    return switch (startedBy.name()) {
      case COMPLETED, FAILED, CANCELLED -> false;
      default -> true;
    };
  }
}
