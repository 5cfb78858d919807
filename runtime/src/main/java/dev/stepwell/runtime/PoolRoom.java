package dev.stepwell.runtime;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** The number of connections that a process needs to execute runs, and that its pool must lend. */
final class PoolRoom {
  /** One connection for the claims of the worker, and one for what is read, paused or swept beside. */
  private static final int OF_WORKER = 2;

  private final DataSource dataSource;
  private final int maxTransactions;
  private final boolean executes;

  PoolRoom(StepwellBuilder builder) {
    this.dataSource = builder.dataSource;
    this.maxTransactions = builder.maxTransactions;
    this.executes = !builder.registered.isEmpty();
  }

  /**
   * Rejects a pool so small that a worker would block on its own connections. A process that is not started sends with any pool.
   *
   * @throws IllegalArgumentException with the size that is needed
   */
  void requireForWorker() {
    if (!executes
        || !(dataSource instanceof HikariDataSource pool)
        || pool.getMaximumPoolSize() < 1) {
      return;
    }
    int needed = OF_WORKER + maxTransactions;
    if (pool.getMaximumPoolSize() < needed) {
      throw new IllegalArgumentException("the connection pool "
          + pool.getPoolName() + " lends " + pool.getMaximumPoolSize()
          + " connections at most, but Stepwell needs " + needed + ": " + OF_WORKER
          + " for its worker, and " + maxTransactions
          + " for transactional steps (maxConcurrentTransactions). Set its maximumPoolSize to at least "
          + needed + ", plus the number that your own steps hold at once");
    }
  }
}
