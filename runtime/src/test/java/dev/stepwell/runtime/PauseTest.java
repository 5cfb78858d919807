package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrdersCatchingWanted;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.OrdersSlowWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredFunction;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A paused function stands still in every process, and nothing of it is lost. */
class PauseTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell = started();
  private Stepwell other = started();

  private Stepwell started() {
    return Stepwell.on(database)
        .register(new DurableOrderFlows(probe))
        .beat(Duration.ofMillis(100))
        .backoff(Duration.ofMillis(5), Duration.ofMillis(20))
        .start();
  }

  @AfterEach
  void stop() {
    other.close();
    stepwell.close();
  }

  /** Makes both processes execute something else that is sent after the run, and would follow it. */
  private void assertStandsStill(UUID run, String key) throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      completed(stepwell.send(new OrdersCatchingWanted(key + i)).runIds().get(0));
      completed(other.send(new OrdersCatchingWanted(key + "other" + i)).runIds().get(0));
    }
    Run still = stepwell.runs().run(run).orElseThrow();
    assertThat(still.status()).isIn(RunStatus.QUEUED, RunStatus.WAITING);
    assertThat(stepwell.runs().reasons(run))
        .singleElement()
        .isInstanceOfSatisfying(
            Reason.Paused.class,
            paused -> assertThat(paused.functionId()).isEqualTo(still.functionId()));
  }

  private void completed(UUID run) throws InterruptedException {
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void whatIsSentMeanwhileIsExecutedOnceItIsResumed() throws Exception {
    assertThat(stepwell.pause("flaky")).isTrue();
    assertThat(other.pause("flaky")).isFalse();

    UUID here = stepwell.send(new OrdersFlakyWanted("p1", 0)).runIds().get(0);
    UUID there = other.send(new OrdersFlakyWanted("p2", 0)).runIds().get(0);

    assertStandsStill(here, "p1");
    assertStandsStill(there, "p2");
    assertThat(probe.count("p1", "attempt 1") + probe.count("p2", "attempt 1")).isZero();
    assertThat(other.resume("flaky")).isTrue();
    assertThat(stepwell.resume("flaky")).isFalse();
    completed(here);
    completed(there);
  }

  @Test
  void whatIsExecutedGoesOnUntilItWaits() throws Exception {
    UUID running = new StartedRuns(stepwell).started(new OrdersSlowWanted("r1"), "slow");
    await().atMost(LONG).until(() -> probe.count("r1", "gated") == 1);
    stepwell.pause("slow");

    probe.openGate("r1");

    completed(running);
  }

  @Test
  void aPauseOutlivesTheProcess() throws Exception {
    stepwell.pause("flaky");
    other.close();
    other = started();

    assertThat(other.functions().stream().filter(StoredFunction::isPaused))
        .extracting(StoredFunction::id)
        .containsExactly("flaky");
    UUID run = other.send(new OrdersFlakyWanted("o1", 0)).runIds().get(0);
    assertStandsStill(run, "o1");
  }

  @Test
  void aFunctionThatIsNotThereIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> stepwell.pause("flakey"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("no function flakey")
        .hasMessageContaining("flaky, ");
    assertThatThrownBy(() -> stepwell.resume("flakey")).isInstanceOf(NoSuchElementException.class);
  }
}
