package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * The deaths of workers that held a run, since the run last parked or finished the step that was in progress.
 *
 * @param count how many workers have died
 * @param lone how many of them held no other run
 * @param at when the last death was noticed
 */
public record WorkerDeaths(int count, int lone, Instant at) {
  /**
   * After how many deaths the run is executed only where no other run is. The runs of the first death are executed at once, those of the
   * next two are spread out in time.
   */
  public static final int SOLITARY_FROM = 4;

  /** Whether the run is to fail of them. A death that the run shares with others does not prove that it was the cause. */
  public boolean areFatal(int limit) {
    return lone >= limit;
  }

  /** Whether the run is executed only where no other run is. */
  public boolean demandSolitude() {
    return count >= SOLITARY_FROM;
  }
}
