package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableStubborn;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.StubbornCancelled;
import dev.stepwell.runtime.flows.StubbornFlowWanted;
import dev.stepwell.runtime.flows.StubbornTimedWanted;
import dev.stepwell.runtime.flows.StubbornWanted;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StuckStep;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A step that ignores its interrupt is reported for as long as it keeps its thread. */
class StuckStepsTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell = Stepwell.on(database)
      .register(new DurableStubborn(probe))
      .beat(Duration.ofMillis(100))
      .workerName("here")
      .start();
  private final Stepwell reader = Stepwell.on(database).start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @AfterEach
  void stop() {
    probe.openGate("k");
    reader.close();
    stepwell.close();
  }

  private UUID called(Record event) {
    UUID run = runs.started(event);
    await().atMost(LONG).until(() -> probe.count("k", "called") == 1);
    return run;
  }

  private List<Reason.IgnoringInterrupt> stuck(UUID run) {
    return reader.runs().reasons(run).stream()
        .filter(Reason.IgnoringInterrupt.class::isInstance)
        .map(Reason.IgnoringInterrupt.class::cast)
        .toList();
  }

  /** It is reported in another process, and in this one, and no more once it has returned. */
  private void assertReportedUntilItReturns(UUID run, String function, @Nullable String step) {
    await().atMost(LONG).until(() -> !stuck(run).isEmpty());
    Reason.IgnoringInterrupt reason = stuck(run).get(0);
    assertThat(reason.stepId()).isEqualTo(step);
    assertThat(reason.worker()).isEqualTo("here");
    assertThat(stepwell.stuckSteps())
        .containsExactly(new StuckStep(run, function, step, reason.since()));
    assertThat(reader.stuckSteps()).isEmpty();

    probe.openGate("k");

    await()
        .atMost(LONG)
        .until(() -> stuck(run).isEmpty() && stepwell.stuckSteps().isEmpty());
  }

  @Test
  void aStepOfACancelledRun() {
    UUID run = called(new StubbornWanted("k"));

    reader.cancel(run);

    assertThat(runs.status(run)).isEqualTo(RunStatus.CANCELLED);
    assertReportedUntilItReturns(run, "stubborn", "ignore");
  }

  @Test
  void aStepOfARunThatAnEventCancels() {
    UUID run = called(new StubbornWanted("k"));

    reader.send(new StubbornCancelled("k"));

    assertReportedUntilItReturns(run, "stubborn", "ignore");
  }

  @Test
  void aStepWhoseAttemptTimedOut() throws Exception {
    UUID run = called(new StubbornTimedWanted("k"));

    await().atMost(LONG).until(() -> probe.count("k", "interrupted") == 1);
    assertReportedUntilItReturns(run, "stubborn-timed", "ignore-timeout");

    runs.ended(run);
  }

  @Test
  void aFunctionThatDoesNotReturnBetweenItsSteps() {
    UUID run = called(new StubbornFlowWanted("k"));

    reader.cancel(run);

    assertReportedUntilItReturns(run, "stubborn-flow", null);
  }

  @Test
  void aStepOfAWorkerThatHasLostItsLease() throws Exception {
    UUID run = called(new StubbornWanted("k"));

    TestPostgres.execute(
        database,
        "update stepwell.run set status = 'queued', worker_id = null, due_at = now();"
            + " delete from stepwell.worker");

    await().atMost(LONG).until(() -> probe.count("k", "called") == 2);
    assertReportedUntilItReturns(run, "stubborn", "ignore");
    assertThat(runs.ended(run).status()).isEqualTo(RunStatus.COMPLETED);
  }
}
