package dev.stepwell.testing.contract;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.testing.memory.MemoryStore;
import dev.stepwell.testing.memory.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The store in memory. */
final class MemorySubject implements Subject {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final @Nullable HikariDataSource dataSource;
  private final MemoryStore store;

  MemorySubject(@Nullable HikariDataSource dataSource) {
    this.dataSource = dataSource;
    this.store = MemoryStore.empty(clock, new Json(), dataSource);
  }

  static Subject withoutDatabase() {
    return new MemorySubject(null);
  }

  static Subject withDatabase() {
    return new MemorySubject(ContractPostgres.emptyDatabase());
  }

  @Override
  public Ports openProcess() {
    return Ports.of(store.ofAnotherProcess());
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  /** No lease in these tests lasts longer than a minute. */
  @Override
  public void endLease(UUID workerId) {
    clock.advance(Duration.ofMinutes(2));
  }

  @Override
  public void crash(UUID workerId) {
    store.crash(workerId);
    endLease(workerId);
  }

  @Override
  public DataSource dataSource() {
    if (dataSource == null) {
      throw new IllegalStateException("this store was given no database");
    }
    return dataSource;
  }

  @Override
  public void close() {
    if (dataSource != null) {
      dataSource.close();
    }
  }
}
