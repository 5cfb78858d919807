package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A due run that waits for its limits.
 *
 * @param line equal for runs of a function with equal limits and keys, which are admitted in the order given
 * @param uses what it takes of each limit
 * @param starts whether it has not started yet, so that it takes tokens of limits on starts
 * @param holdsRunSlots whether it holds its slots of limits on runs
 * @param since when it became due; of no meaning unless it starts
 * @param bytes how much comes with it
 */
public record WaitingRun(
    UUID id,
    String line,
    List<RunLimits.Use> uses,
    boolean starts,
    boolean holdsRunSlots,
    Instant since,
    long bytes) {
  /** What it needs now: not what it holds, and no token unless it starts. */
  public List<RunLimits.Use> needs() {
    return uses.stream()
        .filter(use -> switch (use.key().kind()) {
          case ATTEMPTS -> true;
          case RUNS -> !holdsRunSlots;
          case STARTS -> starts;
        })
        .toList();
  }
}
