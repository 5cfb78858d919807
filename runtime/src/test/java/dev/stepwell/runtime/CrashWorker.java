package dev.stepwell.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableCrashMarks;
import dev.stepwell.runtime.flows.DurableCrashRaces;
import java.time.Duration;

/** A worker in its own process, until it is killed. */
final class CrashWorker {
  private CrashWorker() {}

  public static void main(String[] arguments) throws InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername("postgres");
    HikariDataSource database = new HikariDataSource(config);
    Stepwell.on(database)
        .register(new DurableCrashMarks(database))
        .register(new DurableCrashRaces())
        .beat(Duration.ofMillis(300))
        .lease(Duration.ofSeconds(3))
        .maxConcurrentRuns(20)
        .start();
    Thread.currentThread().join();
  }
}
