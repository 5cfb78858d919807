package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static dev.stepwell.runtime.ThreadPerTask.THREADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrderFlows;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.OrdersSlowWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that starts and closes, or cannot. */
@Timeout(180)
class StartTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private StepwellBuilder worker() {
    return Stepwell.on(database).register(new DurableOrderFlows(probe)).grace(Duration.ofMillis(1));
  }

  private static StepwellBuilder through(Outage network, HikariDataSource database) {
    return Stepwell.on(
        "jdbc:postgresql://127.0.0.1:" + network.port() + "/" + database.getPoolName(),
        "postgres",
        "");
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("stepwell"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private long sessions() {
    return TestPostgres.count(
        database,
        "pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            + " and query like '%stepwell%' and state <> 'idle'");
  }

  @Test
  void aPoolThatIsTooSmallIsRejected() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.getDataSource());
    config.setMaximumPoolSize(5);
    config.setPoolName("small");
    try (HikariDataSource small = new HikariDataSource(config)) {
      StepwellBuilder builder = Stepwell.on(small).register(new DurableOrderFlows(probe));

      assertThatThrownBy(builder::start)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("small lends 5 connections at most, but Stepwell needs 6")
          .hasMessageContaining("maxConcurrentTransactions");

      try (Stepwell sender = builder.build()) {
        assertThat(sender.insights().workers()).isEmpty();
        assertThatThrownBy(sender::start).hasMessageContaining("Stepwell needs 6");
      }
      builder.maxConcurrentTransactions(3).start().close();
      Stepwell.on(small).start().close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"migration", "function", "schedule", "worker", "lane", "functions_version"})
  void aStartThatFailsLeavesNothingOpen(String table) {
    Set<String> before = threads();
    TestPostgres.execute(database, "alter table stepwell." + table + " rename to gone");

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> worker().start()).isInstanceOf(RuntimeException.class);
    }

    await().atMost(LONG).untilAsserted(() -> assertThat(threads()).isEqualTo(before));
    assertThat(database.getHikariPoolMXBean().getActiveConnections()).isZero();
    assertThat(sessions()).isZero();
    TestPostgres.execute(database, "alter table stepwell.gone rename to " + table);
    try (Stepwell stepwell = worker().start()) {
      assertThat(stepwell.isAlive()).isTrue();
    }
  }

  @Test
  void anObjectThatIsNotDurableLeavesNothingOpen() throws Exception {
    Set<String> before = threads();
    try (Outage network = new Outage(TestPostgres.port())) {
      assertThatThrownBy(
              () -> through(network, database).register(new OrderFlows(probe)).start())
          .isInstanceOf(IllegalArgumentException.class);
    }
    await().atMost(LONG).untilAsserted(() -> assertThat(threads()).isEqualTo(before));
  }

  @Test
  void aStartWaitsForADatabaseThatIsDown() throws Exception {
    try (Outage network = new Outage(TestPostgres.port())) {
      network.begin();
      CompletableFuture<Stepwell> starting =
          CompletableFuture.supplyAsync(() -> through(network, database)
              .register(new DurableOrderFlows(probe))
              .waitForDatabase(LONG)
              .start());
      await().pollDelay(Duration.ofSeconds(1)).atMost(LONG).until(() -> !starting.isDone());

      network.end();

      try (Stepwell stepwell = starting.get(LONG.toSeconds(), TimeUnit.SECONDS)) {
        assertThat(
                new StartedRuns(stepwell).ended(new OrdersFlakyWanted("k", 0)).status())
            .isEqualTo(RunStatus.COMPLETED);
      }
    }
  }

  @Test
  void aRunMayCloseTheStepwellThatExecutesIt() throws Exception {
    CompletableFuture<Stepwell> itself = new CompletableFuture<>();
    Probe closing = new Probe() {
      @Override
      public void passGate(String gate) {
        itself.join().close();
        called(gate, "closed");
      }
    };
    Stepwell stepwell =
        Stepwell.on(database).register(new DurableOrderFlows(closing)).start();
    itself.complete(stepwell);
    new StartedRuns(stepwell).started(new OrdersSlowWanted("self"), "slow");

    await().atMost(LONG).until(() -> closing.count("self", "closed") == 1);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(threads()).noneMatch("stepwell-close"::equals));
    stepwell.close();
    assertThat(TestPostgres.column(database, "select id from stepwell.worker")).isEmpty();
  }

  @Test
  void twoThreadsMayCloseIt() throws Exception {
    Stepwell stepwell = worker().start();
    List<CompletableFuture<Void>> closing = List.of(
        CompletableFuture.runAsync(stepwell::close, THREADS),
        CompletableFuture.runAsync(stepwell::close, THREADS));
    for (CompletableFuture<Void> one : closing) {
      one.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
    stepwell.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itClosesWhileTheDatabaseDoesNotAnswer(boolean silently) throws Exception {
    try (Outage network = new Outage(TestPostgres.port())) {
      Stepwell stepwell = through(network, database)
          .register(new DurableOrderFlows(probe))
          .grace(Duration.ofMillis(1))
          .start();
      new StartedRuns(stepwell).started(new OrdersSlowWanted("open"), "slow");
      await().atMost(LONG).until(() -> probe.count("open", "gated") == 1);
      if (silently) {
        network.swallow();
      } else {
        network.begin();
      }

      CompletableFuture.runAsync(stepwell::close).get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
