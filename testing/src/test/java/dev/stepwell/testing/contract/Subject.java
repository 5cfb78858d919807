package dev.stepwell.testing.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

/** An empty store under a contract, with processes on it and a clock that can be advanced. */
interface Subject extends AutoCloseable {
  /** The ports of one more process. */
  Ports openProcess();

  /** The time of the store's clock. */
  Instant now();

  /** Advances the store's clock. */
  void advance(Duration duration);

  /** Ends the lease of this worker, as if it had sent no heartbeat for long. */
  void endLease(UUID workerId);

  /** Kills the process of this worker, so that its death is known and its lease has ended. */
  void crash(UUID workerId);

  /** The database of the store's transactions. */
  DataSource dataSource();

  @Override
  void close();
}
