package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.Confirmed;
import dev.stepwell.runtime.flows.DurableParcelFlows;
import dev.stepwell.runtime.flows.GraphsParcelsStop;
import dev.stepwell.runtime.flows.GraphsParcelsWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Runs of a graph of steps on a real Postgres: in parallel, parked, and replayed by another worker. */
class GraphRunsTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private Stepwell stepwell = started();

  private Stepwell started() {
    return Stepwell.on(database).register(new DurableParcelFlows(probe)).start();
  }

  @AfterEach
  void stop() {
    stepwell.close();
  }

  private StartedRuns runs() {
    return new StartedRuns(stepwell);
  }

  private UUID send(String key) {
    return runs().started(new GraphsParcelsWanted(key, 2));
  }

  /**
   * Waits until everything but the confirmation has happened: two parallel steps, then the delay, then a step per
   * parcel.
   */
  private void awaitParcels(UUID run) {
    await()
        .atMost(LONG)
        .until(() -> stepwell.runs().steps(run).stream()
            .filter(step -> step.status() == StepStatus.COMPLETED)
            .map(StepRecord::id)
            .toList()
            .contains("send:1"));
    runs().parked(run);
  }

  @Test
  void whatIsIndependentIsDoneAtOnceAndAWaitHoldsUpOnlyWhatComesAfterIt() throws Exception {
    UUID run = send("a");
    awaitParcels(run);
    assertThat(probe.calls("a")).doesNotContain("fill in", "close");

    stepwell.send(new Confirmed("a", "ann"));

    assertThat(runs().ended(run).output()).isEqualTo("\"2 by ann\"");
    assertThat(stepwell.runs().steps(run))
        .extracting(StepRecord::id)
        .containsExactlyInAnyOrder(
            "pack",
            "print",
            "wait-for-confirmed",
            "before-send",
            "send",
            "send:1",
            "fill-in",
            "close");
    assertThat(probe.calls("a"))
        .containsExactlyInAnyOrder("pack", "print", "send 0", "send 1", "fill in", "close");
  }

  @Test
  void anotherWorkerGoesOnWithWhatIsStored() throws Exception {
    UUID run = send("b");
    awaitParcels(run);
    stepwell.close();
    stepwell = started();

    stepwell.send(new Confirmed("b", "bob"));

    assertThat(runs().ended(run).output()).isEqualTo("\"2 by bob\"");
    assertThat(probe.calls("b")).as("each is done once").doesNotHaveDuplicates().hasSize(6);
  }

  @Test
  void anEventCancelsARunThatIsParked() throws Exception {
    UUID run = send("c");
    awaitParcels(run);

    stepwell.send(new GraphsParcelsStop("c"));

    assertThat(runs().ended(run).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(probe.calls("c")).doesNotContain("close");
  }
}
