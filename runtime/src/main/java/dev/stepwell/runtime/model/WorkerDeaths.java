package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * The deaths of workers that held a run, since the run last parked or finished the step that was in progress.
 *
 * @param count how many workers have died
 * @param alone whether the run was the only one that the last of them held
 * @param at when the last death was noticed
 */
public record WorkerDeaths(int count, boolean alone, Instant at) {
  /** How many more deaths than the limit fail a run that was never alone. Innocent runs are spread out long before (ADR 26). */
  private static final int MAX_SHARED = 5;

  /** Whether the run is to fail of them. A death that the run shares with others does not prove that it was the cause. */
  public boolean areFatal(int limit) {
    return count >= limit && (alone || count >= limit + MAX_SHARED);
  }
}
