package dev.stepwell.runtime.flows;

import dev.stepwell.Event;
import java.util.UUID;

/** What the system tells of the end of a run, as far as these tests look at it. */
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
