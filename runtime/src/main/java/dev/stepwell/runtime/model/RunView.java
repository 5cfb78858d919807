package dev.stepwell.runtime.model;

import org.jspecify.annotations.Nullable;

/**
 * A run for display, with an output that may be truncated.
 *
 * @param run the run, without its output
 * @param output its output; null if it has none
 */
public record RunView(Run run, @Nullable Payload output) {
  /** A view of a run, with its output truncated to this many characters. */
  public static RunView of(Run run, int limit) {
    return new RunView(run.withoutOutput(), Payload.of(run.output(), limit));
  }
}
