package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Sent;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** A Stepwell at work. */
final class StepwellSession implements Session {
  private static final int DAYS_ASLEEP = 3;
  private static final String LIVE =
      "select count(*) from stepwell.run where status in ('queued', 'running')";

  private final Database database;
  private final Stepwell stepwell;
  private final HikariDataSource pool;
  private final Probe probe;

  StepwellSession(Database database, Stepwell stepwell, HikariDataSource pool, Probe probe) {
    this.database = database;
    this.stepwell = stepwell;
    this.pool = pool;
    this.probe = probe;
  }

  @Override
  public Probe probe() {
    return probe;
  }

  @Override
  public void run(int runs, int steps) throws InterruptedException, SQLException {
    List<Sent> sent = stepwell.sendAll(Collections.nCopies(runs, new BenchmarksCountWanted(steps)));
    probe.awaitEnds(runs);
    database.awaitNone(LIVE + " and id = any (?)", ids(sent));
  }

  /** The ids of the runs that these events have started. */
  static UUID[] ids(List<Sent> sent) {
    return sent.stream().flatMap(one -> one.runIds().stream()).toArray(UUID[]::new);
  }

  @Override
  public void awaitFilled(int runs) throws InterruptedException, SQLException {
    probe.awaitEnds(runs);
    database.awaitNone(LIVE);
  }

  @Override
  public Latency once() throws InterruptedException, SQLException {
    long start = System.nanoTime();
    Sent sent = stepwell.send(new BenchmarksCountWanted(1));
    probe.awaitEnds(1);
    database.awaitNone(LIVE + " and id = any (?)", ids(List.of(sent)));
    return new Latency(probe.last() - start, System.nanoTime() - start);
  }

  @Override
  public void sleep(int runs) throws InterruptedException, SQLException {
    List<Sent> sent =
        stepwell.sendAll(Collections.nCopies(runs, new BenchmarksSleepWanted(DAYS_ASLEEP)));
    database.awaitNone(LIVE + " and id = any (?)", ids(sent));
  }

  @Override
  public void close() {
    stepwell.close();
    pool.close();
  }
}
