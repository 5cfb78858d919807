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
import dev.stepwell.runtime.fire.flows.FireLimitedWanted;
import dev.stepwell.runtime.fire.flows.Witness;
import dev.stepwell.runtime.postgres.PostgresException;
import java.time.Duration;
import java.util.Random;

/** A worker in its own process, until it is killed. */
final class FireWorker {
  /** How many runs each sends that it may take itself. */
  private static final int OWN_RUNS = 15;

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
    sendOwn(start(builder));
    new FireTables(database).execute("insert into fire.ready values ('" + name + "')");
    Thread.currentThread().join();
  }

  /** Sends runs whose slots this worker takes with their events, if their limits admit them. */
  private static void sendOwn(Stepwell stepwell) throws InterruptedException {
    Random random = new Random();
    for (int i = 0; i < OWN_RUNS; i++) {
      try {
        stepwell.send(new FireLimitedWanted(random.nextInt(3), 1 + random.nextInt(3)));
      } catch (RuntimeException e) {
        // Whether it is stored is for the faults to decide: what holds for all runs is checked.
      }
      Thread.sleep(random.nextInt(80));
    }
  }

  /** Like an application that is restarted until its database is available. */
  private static Stepwell start(StepwellBuilder builder) throws InterruptedException {
    while (true) {
      try {
        return builder.start();
      } catch (PostgresException e) {
        Thread.sleep(200);
      }
    }
  }
}
