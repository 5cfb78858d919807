package dev.stepwell.runtime.fire;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.StepwellBuilder;
import dev.stepwell.runtime.fire.flows.DurableAssembling;
import dev.stepwell.runtime.fire.flows.DurableCalling;
import dev.stepwell.runtime.fire.flows.DurableLimited;
import dev.stepwell.runtime.fire.flows.DurablePlain;
import dev.stepwell.runtime.fire.flows.DurableStraining;
import dev.stepwell.runtime.fire.flows.DurableWaiting;
import dev.stepwell.runtime.fire.flows.Witness;
import dev.stepwell.runtime.postgres.PostgresException;
import java.time.Duration;

/** A worker in its own process, until it is killed. */
final class FireWorker {
  private FireWorker() {}

  public static void main(String[] arguments) throws InterruptedException {
    String name = arguments[1];
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername(FireServer.ROLE);
    config.setMaximumPoolSize(12);
    config.setConnectionTimeout(5_000);
    config.setInitializationFailTimeout(-1);
    HikariDataSource database = new HikariDataSource(config);
    Witness witness = new Witness(database, name);
    StepwellBuilder builder = Stepwell.on(database)
        .register(
            new DurablePlain(witness),
            new DurableWaiting(witness),
            new DurableCalling(witness),
            new DurableAssembling(witness),
            new DurableStraining(witness),
            new DurableLimited(witness))
        .workerName(name)
        .beat(Duration.ofMillis(300))
        .lease(Duration.ofSeconds(3))
        .backoff(Duration.ofMillis(20), Duration.ofMillis(300))
        .maxConcurrentRuns(40);
    start(builder);
    Thread.currentThread().join();
  }

  /** Like an application that is restarted until its database is available. */
  private static void start(StepwellBuilder builder) throws InterruptedException {
    while (true) {
      try {
        builder.start();
        return;
      } catch (PostgresException e) {
        Thread.sleep(200);
      }
    }
  }
}
