package dev.stepwell.runtime.model;

import java.io.Serial;
import java.util.List;

/** Thrown for an event that is not valid; nothing was stored. */
public final class InvalidEventException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  /** Lists the faults, one sentence each; at least one. */
  public InvalidEventException(List<String> faults) {
    super("the event is invalid: " + String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** The faults, one sentence each; at least one. */
  public List<String> faults() {
    return faults;
  }
}
