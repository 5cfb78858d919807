package dev.stepwell.runtime.worker;

import java.time.Duration;

/**
 * How a worker behaves.
 *
 * @param name what people call the worker, for example host and process id
 * @param maxRuns how many runs it executes at once
 * @param lease how long its runs are its own after a beat
 * @param beat how often it renews the lease and looks for due runs
 * @param grace how long running steps may take to finish when it stops
 * @param maxWorkerDeaths how many workers a run may kill before it fails
 */
public record WorkerSettings(
    String name, int maxRuns, Duration lease, Duration beat, Duration grace, int maxWorkerDeaths) {
  /** How long runs are a worker's own, unless set. */
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);

  /** How often a worker beats, unless set: often enough for a killed process to be found dead within three seconds (ADR 29). */
  public static final Duration DEFAULT_BEAT = Duration.ofMillis(1_600);

  /** Refuses what cannot work. */
  public WorkerSettings {
    if (maxRuns < 1) {
      throw new IllegalArgumentException(
          "a worker executes at least 1 run at once, not " + maxRuns);
    }
    if (maxWorkerDeaths < 1) {
      throw new IllegalArgumentException(
          "a run fails after at least 1 death of a worker, not " + maxWorkerDeaths);
    }
    if (beat.isNegative() || beat.isZero() || lease.compareTo(beat.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException(
          "a lease (" + lease + ") must last for at least three beats (" + beat + " each)");
    }
  }
}
