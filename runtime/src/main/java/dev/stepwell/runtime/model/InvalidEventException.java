package dev.stepwell.runtime.model;

import java.io.Serial;
import java.util.List;

/** An event that cannot be accepted; nothing was stored. */
public final class InvalidEventException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  /** Says what is wrong, each a sentence; at least one. */
  public InvalidEventException(List<String> faults) {
    super("the event is invalid: " + String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, each a sentence; at least one. */
  public List<String> faults() {
    return faults;
  }
}
