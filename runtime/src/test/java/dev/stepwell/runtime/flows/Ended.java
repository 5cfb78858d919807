package dev.stepwell.runtime.flows;

import dev.stepwell.Event;
import java.util.UUID;

/** The fields of system events about ended runs that these tests read. */
public final class Ended {
  private Ended() {}

  /** A completed run. */
  @Event("stepwell/function.completed")
  public record Completed(String functionId, UUID runId) {}

  /** A failed run. */
  @Event("stepwell/function.failed")
  public record Failed(String functionId, UUID runId) {}

  /** A cancelled run. */
  @Event("stepwell/function.cancelled")
  public record Cancelled(String functionId, UUID runId, String cancelledBy) {}
}
