package dev.stepwell.runtime.model;

/**
 * How many runs there are to do, each counted up to 10,000.
 *
 * @param due those that may start or go on now, with those of paused functions
 * @param waiting those that wait for a time, an event or another run
 * @param running those that workers hold
 * @param complete whether none of the counts has stopped at 10,000
 */
public record Queue(long due, long waiting, long running, boolean complete) {
  /** Where counting stops. */
  public static final int MAX = 10_000;

  /** Of these numbers, which may be greater than what is counted to. */
  public static Queue of(long due, long waiting, long running) {
    return new Queue(
        Math.min(due, MAX),
        Math.min(waiting, MAX),
        Math.min(running, MAX),
        Math.max(due, Math.max(waiting, running)) <= MAX);
  }
}
