package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Stepwell;
import java.sql.SQLException;
import java.util.Collections;

/** A running Stepwell. */
final class StepwellSession implements ContenderSession {
  private static final int DAYS_ASLEEP = 3;

  /** Whether a run is running or due, by the indexes of both. */
  static final String LIVE = """
      select count(*) from (
        select from stepwell.run where status = 'running'
        union all
        select from stepwell.run where due_at <= now() + interval '1 minute'
        limit 1
      ) as live""";

  private final BenchmarkDatabase database;
  private final Stepwell stepwell;
  private final HikariDataSource pool;
  private final BenchmarkProbe probe;

  StepwellSession(
      BenchmarkDatabase database, Stepwell stepwell, HikariDataSource pool, BenchmarkProbe probe) {
    this.database = database;
    this.stepwell = stepwell;
    this.pool = pool;
    this.probe = probe;
  }

  @Override
  public BenchmarkProbe probe() {
    return probe;
  }

  /** The runtime, for a server on it. */
  Stepwell stepwell() {
    return stepwell;
  }

  /** Sends runs without waiting for their ends. */
  void send(int runs, int steps) {
    stepwell.sendAll(Collections.nCopies(runs, new BenchmarksCountWanted(steps)));
  }

  @Override
  public void run(int runs, int steps) throws InterruptedException, SQLException {
    stepwell.sendAll(Collections.nCopies(runs, new BenchmarksCountWanted(steps)));
    awaitFilled(runs);
  }

  @Override
  public void awaitFilled(int runs) throws InterruptedException, SQLException {
    probe.awaitEnds(runs);
    database.awaitNone(LIVE);
  }

  @Override
  public Latency once() throws InterruptedException, SQLException {
    long start = System.nanoTime();
    stepwell.send(new BenchmarksCountWanted(1));
    awaitFilled(1);
    return new Latency(probe.last() - start, System.nanoTime() - start);
  }

  @Override
  public void sleep(int runs) throws InterruptedException, SQLException {
    stepwell.sendAll(Collections.nCopies(runs, new BenchmarksSleepWanted(DAYS_ASLEEP)));
    database.awaitNone(LIVE);
  }

  @Override
  public void close() {
    stepwell.close();
    pool.close();
  }
}
