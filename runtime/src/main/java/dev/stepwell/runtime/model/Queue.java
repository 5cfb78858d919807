package dev.stepwell.runtime.model;

/**
 * The backlog of runs, each number counted up to 10,000.
 *
 * @param due runs that may start or resume now, including those of paused functions
 * @param waiting runs that wait for a time, an event or another run
 * @param running runs held by workers
 * @param complete whether no count stopped at 10,000
 */
public record Queue(long due, long waiting, long running, boolean complete) {
  /** The limit of counting. */
  public static final int MAX = 10_000;

  /** These numbers, which may exceed the limit. */
  public static Queue of(long due, long waiting, long running) {
    return new Queue(
        Math.min(due, MAX),
        Math.min(waiting, MAX),
        Math.min(running, MAX),
        Math.max(due, Math.max(waiting, running)) <= MAX);
  }
}
