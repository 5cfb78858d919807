package dev.stepwell.spring.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.spring.StepwellConfigurationException;
import dev.stepwell.spring.StepwellProperties;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Rejects a connection pool that is too small for a worker. */
final class PoolSize {
  /** One connection for the claims of the worker, and one for what is read, paused or swept beside. */
  private static final int OF_WORKER = 2;

  /** What the worker keeps open, which belongs to the pool unless Stepwell uses the pool itself. */
  private static final int KEPT = 3;

  private PoolSize() {}

  static void check(DataSource dataSource, StepwellProperties.Worker worker) {
    HikariDataSource pool = pool(dataSource);
    if (pool == null || pool.getMaximumPoolSize() < 1) {
      return;
    }
    int ofWorker = dataSource instanceof HikariDataSource ? OF_WORKER : OF_WORKER + KEPT;
    int needed = ofWorker + worker.maxConcurrentTransactions();
    if (pool.getMaximumPoolSize() < needed) {
      throw new StepwellConfigurationException(
          "The connection pool lends " + pool.getMaximumPoolSize()
              + " connections at most, but Stepwell needs " + needed + ": " + ofWorker
              + " for its worker, and " + worker.maxConcurrentTransactions()
              + " for transactional steps.",
          "Set spring.datasource.hikari.maximum-pool-size to " + needed
              + " plus the number that the application itself uses, or lower stepwell.worker.max-concurrent-transactions.");
    }
  }

  /** The pool that lends the connections; null if it is unknown. */
  private static @Nullable HikariDataSource pool(DataSource dataSource) {
    try {
      return dataSource.isWrapperFor(HikariDataSource.class)
          ? dataSource.unwrap(HikariDataSource.class)
          : null;
    } catch (SQLException e) {
      return null;
    }
  }
}
