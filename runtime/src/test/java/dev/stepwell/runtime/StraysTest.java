package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrders;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A run that a worker has claimed without learning of it, for the answer was lost with the connection. */
class StraysTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  @Test
  void aRunWhoseClaimGotNoAnswerIsExecuted() {
    UUID run = UUID.randomUUID();
    Probe probe = new Probe();
    try (HikariDataSource database = TestPostgres.freshDatabase();
        Stepwell stepwell = Stepwell.on(database)
            .register(new DurableOrders(probe))
            .beat(Duration.ofMillis(100))
            .lease(Duration.ofSeconds(60))
            .start()) {
      hold(database, run);

      TestPostgres.breakConnections(database);

      await()
          .atMost(LONG)
          .ignoreExceptions()
          .until(() -> stepwell.runs().run(run).orElseThrow().status() == RunStatus.COMPLETED);
      assertThat(probe.count("stray", "attempt 1")).isEqualTo(1);
    }
  }

  @Test
  void aRunThatIsHeldAndNotExecutedIsFoundThoughNothingWentWrong() {
    UUID run = UUID.randomUUID();
    Probe probe = new Probe();
    try (HikariDataSource database = TestPostgres.freshDatabase();
        Stepwell stepwell = Stepwell.on(database)
            .register(new DurableOrders(probe))
            .beat(Duration.ofMillis(100))
            .lease(Duration.ofSeconds(60))
            .start()) {
      await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
      hold(database, run);

      await()
          .atMost(LONG)
          .until(() -> stepwell.runs().run(run).orElseThrow().status() == RunStatus.COMPLETED);
      assertThat(probe.count("stray", "attempt 1")).isEqualTo(1);
    }
  }

  private static void hold(HikariDataSource database, UUID run) {
    TestPostgres.execute(
        database,
        "insert into stepwell.event values"
            + " ('e', 'orders/flaky.wanted', '{\"key\": \"stray\", \"failures\": 0}', now(), now());"
            + "insert into stepwell.run (id, function_id, event_id, status, worker_id, created_at, started_at)"
            + " select '" + run
            + "', 'flaky', 'e', 'running', id, now(), now() from stepwell.worker");
  }
}
