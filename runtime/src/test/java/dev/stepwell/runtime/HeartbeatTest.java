package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.client.UnsureException;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.OrdersSlowWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A worker keeps its lease whatever else its process does, and recovers from a silently lost connection. */
class HeartbeatTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final String WAITING_FOR_A_LOCK = """
      pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      and query like '%delete from stepwell.deferred%'""";

  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private static HikariDataSource pool(int port, String database, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + database);
    config.setUsername("postgres");
    config.setMaximumPoolSize(size);
    return new HikariDataSource(config);
  }

  private Stepwell worker(HikariDataSource pool) {
    return Stepwell.on(pool)
        .register(new DurableOrderFlows(probe))
        .beat(Duration.ofMillis(500))
        .lease(LEASE)
        .grace(Duration.ofMillis(1))
        .start();
  }

  private List<String> workers() {
    return TestPostgres.column(database, "select id from stepwell.worker order by id");
  }

  private long beats(String worker) {
    return TestPostgres.count(
        database,
        "stepwell.worker where id = '" + worker + "' and heartbeat_at > now() - interval '2 s'");
  }

  @Test
  void aPoolThatStepsHaveExhaustedDoesNotEndTheLease() throws Exception {
    try (HikariDataSource pool = pool(TestPostgres.port(), database.getPoolName(), 6);
        Stepwell busy = worker(pool);
        Stepwell other = worker(database)) {
      UUID run = new StartedRuns(busy).started(new OrdersSlowWanted("held"), "slow");
      await().atMost(LONG).until(() -> probe.count("held", "gated") == 1);
      List<String> before = workers();
      List<Connection> held = new ArrayList<>();
      try {
        for (int i = 0; i < 6; i++) {
          held.add(pool.getConnection());
        }
        await()
            .pollDelay(LEASE.multipliedBy(3))
            .atMost(LONG)
            .untilAsserted(() -> assertThat(workers()).isEqualTo(before));
        assertThat(busy.isAlive()).as(busy.health().faults()).isTrue();
        probe.openGate("held");

        assertThat(other.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      } finally {
        for (Connection connection : held) {
          connection.close();
        }
      }
      assertThat(probe.count("held", "gated")).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatIsLostSilentlyIsReplaced() throws Exception {
    try (Outage network = new Outage(TestPostgres.port());
        Stepwell stepwell = Stepwell.on(
                "jdbc:postgresql://127.0.0.1:" + network.port() + "/" + database.getPoolName(),
                "postgres",
                "")
            .register(new DurableOrderFlows(probe))
            .sendTimeout(Duration.ofSeconds(20))
            .start()) {
      StartedRuns runs = new StartedRuns(stepwell);
      assertThat(runs.ended(new OrdersFlakyWanted("before", 0)).status())
          .isEqualTo(RunStatus.COMPLETED);
      UUID slow = runs.started(new OrdersSlowWanted("lost"), "slow");
      await().atMost(LONG).until(() -> probe.count("lost", "gated") == 1);

      network.swallow();
      long start = System.nanoTime();
      probe.openGate("lost");
      await()
          .atMost(LONG)
          .ignoreException(UnsureException.class)
          .until(() -> !stepwell
              .send(new OrdersFlakyWanted("after", 0), "after-1")
              .runIds()
              .isEmpty());

      await().atMost(LONG).until(() -> probe.count("after", "attempt 1") == 1);
      assertThat(stepwell.await(slow, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      await().atMost(LONG).until(stepwell::isAlive);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
      assertThat(probe.count("lost", "gated")).isEqualTo(1);
    }
  }

  @Test
  void aSenderHasItsPoolReplaceConnectionsThatWereLostSilently() throws Exception {
    try (Outage network = new Outage(TestPostgres.port());
        HikariDataSource pool = pool(network.port(), database.getPoolName(), 10);
        Stepwell sender = Stepwell.on(pool).sendTimeout(Duration.ofSeconds(2)).start()) {
      await().atMost(LONG).until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 10);
      sender.send(new OrdersFlakyWanted("before", 0));
      int before = network.accepted();

      network.swallow();
      await()
          .atMost(LONG)
          .ignoreException(UnsureException.class)
          .until(() -> sender.send(new OrdersFlakyWanted("after", 0), "after-2") != null);

      await().atMost(LONG).until(() -> network.accepted() >= before + 11);
    }
  }

  /** Its own limit is 60 seconds, because an operation may take long. */
  @Test
  void aWorkerGivesUpWorkWhoseAnswerWasLostSilently() throws Exception {
    try (Outage network = new Outage(TestPostgres.port());
        HikariDataSource pool = pool(network.port(), database.getPoolName(), 10);
        Stepwell worker = worker(pool);
        Connection locking = database.getConnection()) {
      assertThat(
              new StartedRuns(worker).ended(new OrdersFlakyWanted("before", 0)).status())
          .isEqualTo(RunStatus.COMPLETED);
      worker.send(new OrdersFlakyWanted("due", 0), SendOptions.at(Instant.now().plusSeconds(1)));
      locking.setAutoCommit(false);
      try (Statement lock = locking.createStatement()) {
        lock.execute("lock table stepwell.event in access exclusive mode");
      }
      await().atMost(LONG).until(() -> TestPostgres.count(database, WAITING_FOR_A_LOCK) > 0);

      network.swallow();
      locking.rollback();

      await().atMost(Duration.ofSeconds(50)).until(() -> probe.count("due", "attempt 1") == 1);
    }
  }

  @Test
  void stepwellsConnectionsAreNotOutOfThePool() throws Exception {
    try (HikariDataSource pool = pool(TestPostgres.port(), database.getPoolName(), 6);
        Stepwell stepwell = worker(pool)) {
      assertThat(new StartedRuns(stepwell).ended(new OrdersFlakyWanted("k", 0)).status())
          .isEqualTo(RunStatus.COMPLETED);
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero());
      assertThat(beats(workers().get(0))).isEqualTo(1);
    }
  }
}
