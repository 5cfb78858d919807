package dev.stepwell.runtime.model;

import org.jspecify.annotations.Nullable;

/**
 * A run as people look at it, with an output that may be cut.
 *
 * @param run the run, without its output
 * @param output its output; null if it has none
 */
public record RunView(Run run, @Nullable Payload output) {
  /** A view of a run, with an output of at most so many characters. */
  public static RunView of(Run run, int limit) {
    return new RunView(run.withoutOutput(), Payload.of(run.output(), limit));
  }
}
