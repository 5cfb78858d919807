package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * The deaths of workers that held a run, since the run last parked or finished the step that was in progress.
 *
 * @param count the number of dead workers
 * @param lone the number of those that held no other run
 * @param at when the last death was detected
 */
public record WorkerDeaths(int count, int lone, Instant at) {
  /**
   * The number of deaths after which the run executes only without other runs. After the first death, runs are retried
   * immediately; after the next two, at different times.
   */
  public static final int SOLITARY_FROM = 4;

  /**
   * Whether the run fails because of them. A death that the run shares with other runs does not prove that it was the
   * cause.
   */
  public boolean areFatal(int limit) {
    return lone >= limit;
  }

  /** Whether the run executes only without other runs. */
  public boolean demandSolitude() {
    return count >= SOLITARY_FROM;
  }
}
