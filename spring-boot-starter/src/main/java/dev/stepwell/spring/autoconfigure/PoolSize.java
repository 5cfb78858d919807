package dev.stepwell.spring.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.spring.StepwellConfigurationException;
import dev.stepwell.spring.StepwellProperties;
import javax.sql.DataSource;

/** Rejects a connection pool that is too small for a worker. */
final class PoolSize {
  /** One connection for the claims of the worker, and one for what is read, paused or swept beside. */
  private static final int OF_WORKER = 2;

  private PoolSize() {}

  static void check(DataSource dataSource, StepwellProperties.Worker worker) {
    if (!(dataSource instanceof HikariDataSource pool) || pool.getMaximumPoolSize() < 1) {
      return;
    }
    int needed = OF_WORKER + worker.maxConcurrentTransactions();
    if (pool.getMaximumPoolSize() < needed) {
      throw new StepwellConfigurationException(
          "The connection pool lends " + pool.getMaximumPoolSize()
              + " connections at most, but Stepwell needs " + needed + ": " + OF_WORKER
              + " for its worker, and " + worker.maxConcurrentTransactions()
              + " for transactional steps.",
          "Set spring.datasource.hikari.maximum-pool-size to " + needed
              + " plus the number that the application itself uses, or lower stepwell.worker.max-concurrent-transactions.");
    }
  }
}
