package dev.stepwell.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableBurdens;

/** A worker in its own process, with default settings. */
final class BurdenWorker {
  private BurdenWorker() {}

  public static void main(String[] arguments) throws InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername("postgres");
    Stepwell.on(new HikariDataSource(config))
        .register(new DurableBurdens())
        .workerName(arguments[1])
        .start();
    Thread.currentThread().join();
  }
}
