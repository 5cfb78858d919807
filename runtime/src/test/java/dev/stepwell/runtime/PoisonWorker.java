package dev.stepwell.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurablePoisons;

/** A worker in its own process, which its runs may end. */
final class PoisonWorker {
  private PoisonWorker() {}

  public static void main(String[] arguments) throws InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername("postgres");
    Stepwell.on(new HikariDataSource(config)).register(new DurablePoisons()).start();
    Thread.currentThread().join();
  }
}
