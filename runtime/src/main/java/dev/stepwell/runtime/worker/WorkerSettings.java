package dev.stepwell.runtime.worker;

import java.time.Duration;

/**
 * The settings of a worker.
 *
 * @param name the name for people, for example host and process id
 * @param maxRuns the maximum number of concurrent runs
 * @param lease how long it keeps its runs after a beat
 * @param beat how often it renews the lease and polls for due runs
 * @param grace how long running steps may take to finish when it stops
 * @param maxWorkerDeaths the number of deaths of workers after which a run fails
 */
public record WorkerSettings(
    String name, int maxRuns, Duration lease, Duration beat, Duration grace, int maxWorkerDeaths) {
  /** The default lease. */
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);

  /** The default beat: often enough to detect a killed process within three seconds (ADR 29). */
  public static final Duration DEFAULT_BEAT = Duration.ofMillis(1_600);

  /** Rejects invalid values. */
  public WorkerSettings {
    if (maxRuns < 1) {
      throw new IllegalArgumentException(
          "the maximum number of concurrent runs must be at least 1, but is " + maxRuns);
    }
    if (maxWorkerDeaths < 1) {
      throw new IllegalArgumentException(
          "the maximum number of worker deaths must be at least 1, but is " + maxWorkerDeaths);
    }
    if (beat.isNegative() || beat.isZero() || lease.compareTo(beat.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException(
          "a lease (" + lease + ") must last for at least three beats (" + beat + " each)");
    }
  }
}
