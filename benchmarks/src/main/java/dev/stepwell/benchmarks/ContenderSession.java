package dev.stepwell.benchmarks;

/** A contender that executes on a database. */
interface ContenderSession extends AutoCloseable {
  /** What its functions record. */
  BenchmarkProbe probe();

  /**
   * Sends this many runs at once, and returns when the ends of all are on disk.
   *
   * @param steps how many trivial steps each run has; job libraries ignore it
   */
  void run(int runs, int steps) throws Exception;

  /** Waits until the ends of this many runs, which were stored before the session began, are on disk. */
  void awaitFilled(int runs) throws Exception;

  /** Sends one run of one step, or one job, and waits until its end is on disk. */
  Latency once() throws Exception;

  /** Sends this many runs that sleep for days, or jobs that are due in days. */
  void sleep(int runs) throws Exception;

  @Override
  void close();

  /**
   * The duration of one run.
   *
   * @param toFirstLine nanoseconds from before the send to the first line of the function
   * @param toEnd nanoseconds from before the send until its end is on disk
   */
  record Latency(long toFirstLine, long toEnd) {}
}
