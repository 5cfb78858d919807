package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A run that a worker has claimed without learning of it, because the answer was lost with the connection. */
class OrphanedRunsTest {
  private final UUID run = UUID.randomUUID();
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell = Stepwell.on(database)
      .register(new DurableOrderFlows(probe))
      .beat(Duration.ofMillis(100))
      .lease(Duration.ofSeconds(60))
      .start();

  @AfterEach
  void stop() {
    stepwell.close();
  }

  @Test
  void aRunWhoseClaimGotNoAnswerIsExecuted() {
    hold();

    TestPostgres.breakConnections(database);

    assertIsExecutedOnce();
  }

  @Test
  void aRunThatIsHeldAndNotExecutedIsFoundThoughNothingWentWrong() {
    List<String> first = heartbeats();
    await().atMost(StartedRuns.LONG).until(() -> !heartbeats().equals(first));
    hold();

    assertIsExecutedOnce();
  }

  private List<String> heartbeats() {
    return TestPostgres.column(database, "select heartbeat_at from stepwell.worker");
  }

  /** Makes the worker hold a run that it does not know. */
  private void hold() {
    TestPostgres.execute(
        database,
        "insert into stepwell.event values"
            + " ('e', 'orders/flaky.wanted', '{\"key\": \"stray\", \"failures\": 0}', now(), now());"
            + "insert into stepwell.run (id, function_id, event_id, status, worker_id, created_at, started_at)"
            + " select '" + run
            + "', 'flaky', 'e', 'running', id, now(), now() from stepwell.worker");
  }

  /** The reads wait while the pool replaces its connections, so none of them fails. */
  private void assertIsExecutedOnce() {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> stepwell.runs().run(run).orElseThrow().status() == RunStatus.COMPLETED);
    assertThat(probe.count("stray", "attempt 1")).isEqualTo(1);
  }
}
