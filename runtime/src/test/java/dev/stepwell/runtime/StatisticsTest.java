package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrderFlows;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.OrdersOrderPlaced;
import dev.stepwell.runtime.flows.OrdersSlowStop;
import dev.stepwell.runtime.flows.OrdersSlowWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.FunctionStatistics;
import dev.stepwell.runtime.model.Run;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A process counts what it does, and nothing twice. */
class StatisticsTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private Stepwell stepwell = started();

  private Stepwell started() {
    return Stepwell.on(database)
        .register(new DurableOrderFlows(probe))
        .grace(Duration.ZERO)
        .backoff(Duration.ofMillis(5), Duration.ofMillis(20))
        .start();
  }

  @AfterEach
  void stop() {
    stepwell.close();
  }

  private static FunctionStatistics of(Stepwell process, String functionId) {
    return process.statistics().stream()
        .filter(statistics -> statistics.functionId().equals(functionId))
        .findFirst()
        .orElseThrow();
  }

  private FunctionStatistics statistics(String functionId) {
    return of(stepwell, functionId);
  }

  private static List<Long> runs(FunctionStatistics counted) {
    return List.of(counted.started(), counted.completed(), counted.failed(), counted.cancelled());
  }

  /** The run that this event starts, once this process has counted its end. */
  private Run counted(String functionId, Record event) throws InterruptedException {
    Run run = new StartedRuns(stepwell).ended(event);
    await().atMost(LONG).until(() -> {
      FunctionStatistics counted = statistics(functionId);
      return counted.started() == counted.completed() + counted.failed() + counted.cancelled();
    });
    return run;
  }

  @Test
  void whatHasNotHappenedIsNone() {
    assertThat(statistics("flaky"))
        .isEqualTo(new FunctionStatistics("flaky", 0, 0, 0, 0, 0, 0, Duration.ZERO));
    assertThat(stepwell.statistics())
        .extracting(FunctionStatistics::functionId)
        .contains("fulfil-order", "fulfil-order:on-failure");
  }

  @Test
  void aRunThatWaitsInBetweenIsStartedOnce() throws Exception {
    Run run = counted(
        "fulfil-order",
        new OrdersOrderPlaced(
            "o1", List.of(new OrderFlows.Line("cup", 3), new OrderFlows.Line("pan", 20))));

    FunctionStatistics counted = statistics("fulfil-order");
    assertThat(runs(counted)).containsExactly(1L, 1L, 0L, 0L);
    assertThat(counted.steps()).isEqualTo(4);
    assertThat(counted.failedAttempts()).isZero();
    assertThat(run.startedAt()).isNotNull();
    assertThat(counted.running()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
  }

  @Test
  void attemptsThatFailAreCountedAndTheStepOnce() throws Exception {
    counted("flaky", new OrdersFlakyWanted("f1", 2));
    counted("flaky", new OrdersFlakyWanted("f2", 99));

    FunctionStatistics counted = statistics("flaky");
    assertThat(runs(counted)).containsExactly(2L, 1L, 1L, 0L);
    assertThat(counted.steps()).isEqualTo(2);
    assertThat(counted.failedAttempts()).isEqualTo(6);
  }

  @Test
  void aRunThatAnotherProcessCancelsIsCountedWhereItWasExecuted() throws Exception {
    stepwell.send(new OrdersSlowWanted("s1"));
    await().atMost(LONG).until(() -> probe.count("s1", "gated") == 1);

    try (Stepwell other = Stepwell.on(database).start()) {
      other.send(new OrdersSlowStop("s1"));
      await().atMost(LONG).until(() -> statistics("slow").cancelled() == 1);
      assertThat(other.statistics()).isEmpty();
    }

    assertThat(runs(statistics("slow"))).containsExactly(1L, 0L, 0L, 1L);
  }

  @Test
  void aRunThatIsHandedOverIsCountedAsEndedWhereItEnds() throws Exception {
    UUID run = new StartedRuns(stepwell).started(new OrdersSlowWanted("h1"), "slow");
    await().atMost(LONG).until(() -> probe.count("h1", "gated") == 1);
    Stepwell before = stepwell;
    stepwell = started();
    before.close();
    probe.openGate("h1");
    stepwell.await(run, LONG);

    await().atMost(LONG).until(() -> statistics("slow").completed() == 1);
    assertThat(runs(statistics("slow"))).containsExactly(0L, 1L, 0L, 0L);
    assertThat(runs(of(before, "slow"))).containsExactly(1L, 0L, 0L, 0L);
  }
}
