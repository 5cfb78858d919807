package dev.stepwell.testing.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

/** An empty store that a contract is held against, with processes on it and a clock that can be set forward. */
interface Subject extends AutoCloseable {
  /** The ports of one more process. */
  Ports openProcess();

  /** What the store's clock shows. */
  Instant now();

  /** Sets the store's clock forward. */
  void advance(Duration duration);

  /** Has the lease of this worker end, as if it had not been heard of for long. */
  void endLease(UUID workerId);

  /** Has the process of this worker die, so that it is known and its lease has ended. */
  void crash(UUID workerId);

  /** Where the store's transactions write. */
  DataSource dataSource();

  @Override
  void close();
}
