package dev.stepwell.benchmarks;

/** A contender at work on a database. */
interface ContenderSession extends AutoCloseable {
  /** What its functions tell. */
  BenchmarkProbe probe();

  /**
   * Sends so many runs at once, and returns when all have ended on disk.
   *
   * @param steps how many trivial steps each takes; a job library executes jobs and passes over it
   */
  void run(int runs, int steps) throws Exception;

  /** Waits until so many runs that were stored before the session began have ended on disk. */
  void awaitFilled(int runs) throws Exception;

  /** Sends one run of one step, or one job, and waits until it has ended on disk. */
  Latency once() throws Exception;

  /** Sends so many runs that sleep for days, or jobs that are due in days. */
  void sleep(int runs) throws Exception;

  @Override
  void close();

  /**
   * How long one run took.
   *
   * @param toFirstLine nanoseconds from before the send to the first line of the function
   * @param toEnd nanoseconds from before the send until its end was seen to be on disk
   */
  record Latency(long toFirstLine, long toEnd) {}
}
