package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Stepwell;
import java.util.Collections;
import java.util.Set;

/** Stepwell, with default settings except for the number of concurrent runs. */
final class StepwellContender implements Contender {
  static final int CONNECTIONS = 12;

  /** A run on a platform thread costs more than on a virtual one. */
  static final int MAX_RUNS = Runtime.version().feature() < 21 ? 2_000 : 5_000;

  @Override
  public String name() {
    return "stepwell";
  }

  @Override
  public String version() {
    return "0.1.0-SNAPSHOT at " + System.getProperty("stepwell.commit", "an unknown commit");
  }

  @Override
  public String settings() {
    return MAX_RUNS + " runs at once, " + CONNECTIONS + " connections";
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.values());
  }

  @Override
  public StepwellSession start(BenchmarkDatabase database) {
    BenchmarkProbe probe = new BenchmarkProbe();
    HikariDataSource pool = database.pool(CONNECTIONS);
    Stepwell stepwell = Stepwell.on(pool)
        .register(new DurableFlows(probe))
        .maxConcurrentRuns(MAX_RUNS)
        .start();
    return new StepwellSession(database, stepwell, pool, probe);
  }

  /** Sends from a process without functions, after a process with functions has published them. */
  @Override
  public void fill(BenchmarkDatabase database, int runs) {
    start(database).close();
    try (HikariDataSource pool = database.pool(CONNECTIONS);
        Stepwell sender = Stepwell.on(pool).start()) {
      sender.sendAll(Collections.nCopies(runs, new BenchmarksCountWanted(1)));
    }
  }
}
