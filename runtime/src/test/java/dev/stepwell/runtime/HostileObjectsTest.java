package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableHostile;
import dev.stepwell.runtime.flows.HostileCheckedWanted;
import dev.stepwell.runtime.flows.HostileFlowWanted;
import dev.stepwell.runtime.flows.HostileInterruptWanted;
import dev.stepwell.runtime.flows.HostileResultWanted;
import dev.stepwell.runtime.flows.HostileSleepWanted;
import dev.stepwell.runtime.flows.HostileStepWanted;
import dev.stepwell.runtime.flows.HostileTransactionWanted;
import dev.stepwell.runtime.flows.HostileValueWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a user's objects do while Stepwell describes them, a run ends with a correct error. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileObjectsTest {
  private static final String TYPE = "dev.stepwell.runtime.flows.Hostile$HostileException";

  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell = Stepwell.on(database)
      .register(new DurableHostile(probe))
      .backoff(Duration.ofMillis(1), Duration.ofMillis(5))
      .start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @AfterAll
  void stop() {
    stepwell.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message throws",
        "message overflows",
        "message exhausts memory",
        "message ends the thread",
        "message throws itself",
        "message is null",
        "message is huge",
        "message is odd",
        "text throws",
        "text overflows",
        "text is null",
        "cause throws",
        "cause is itself",
        "causes have no end",
        "trace throws",
        "trace overflows",
        "trace exhausts memory",
        "trace is empty",
        "trace has no end",
        "causes are many"
      })
  void anExceptionThatCannotBeDescribedFailsItsRun(String kind) throws Exception {
    String type = kind.equals("causes are many") ? IllegalStateException.class.getName() : TYPE;

    Run flow = runs.ended(new HostileFlowWanted(kind));
    Run step = runs.ended(new HostileStepWanted(kind));
    Run transaction = runs.ended(new HostileTransactionWanted(kind));

    assertThat(flow.status()).isEqualTo(RunStatus.FAILED);
    ErrorInfo error = requireNonNull(flow.error());
    assertThat(error.type()).isEqualTo(type);
    assertThat(requireNonNull(error.stackTrace()).length()).isBetween(50, 33_000);
    await().atMost(LONG).until(() -> probe.count(kind, "flow failed: " + type) == 1);
    assertThat(requireNonNull(step.error()).type()).isEqualTo(type);
    assertThat(step.error().stepId()).isEqualTo("hostile");
    assertThat(requireNonNull(transaction.error()).type()).isEqualTo(type);
    assertThat(step.error().attempts()).isEqualTo(2);
    assertThat(probe.calls(kind)).contains("attempt 1", "attempt 2");
    assertThat(stepwell.runs().failedAttempts(step.id()))
        .extracting(FailedAttempt::error)
        .extracting(ErrorInfo::type)
        .containsExactly(type, type);
    assertThat(stepwell
            .runs()
            .list(new RunFilter(null, Set.of(), "no such text", null, null, null), null, 10)
            .runs())
        .isEmpty();
  }

  @Test
  void whatIsLeftOutOfADescriptionIsNoted() throws Exception {
    assertThat(message("message is huge"))
        .startsWith("mmm")
        .endsWith("(the first 32768 of 104857600 characters)");
    assertThat(message("message is odd")).isEqualTo("a\ufffdb\ufffdc\ufffdd");
    assertThat(message("message throws"))
        .isEqualTo("Stepwell could not describe the exception: that threw"
            + " java.lang.IllegalStateException");
    assertThat(requireNonNull(requireNonNull(
                runs.ended(new HostileFlowWanted("causes have no end")).error())
            .stackTrace()))
        .contains("Caused by: " + TYPE)
        .endsWith("(the rest of the stack trace was cut off)");
  }

  private String message(String kind) throws InterruptedException {
    Run run = runs.ended(new HostileFlowWanted(kind));
    return String.valueOf(requireNonNull(run.error()).message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getter throws",
        "getter overflows",
        "getter fails",
        "getter throws a hostile one",
        "getter returns itself"
      })
  void aValueThatCannotBeWrittenFailsItsRun(String kind) throws Exception {
    Run result = runs.ended(new HostileResultWanted(kind));
    Run value = runs.ended(new HostileValueWanted(kind));

    assertThat(result.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(result.error()).stepId()).isNull();
    assertThat(value.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(value.error()).stepId()).isEqualTo("unwritable");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 100})
  void theFailureOfADeepEventIsReported(int depth) throws Exception {
    UUID id = stepwell
        .sendJson(
            "hostile/deep.wanted",
            "{\"part\":" + "{\"@type\":\"Wrap\",\"part\":".repeat(depth - 1)
                + "{\"@type\":\"Leaf\"}" + "}".repeat(depth),
            null)
        .runIds()
        .get(0);

    Run run = runs.ended(id);

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(stepwell.runs().startedBy(id + ":failed"))
        .extracting(Run::functionId)
        .containsExactly("deep:on-failure");
  }

  @Test
  void aCheckedExceptionOfABranchIsStoredAsWhatItIs() throws Exception {
    ErrorInfo error = requireNonNull(runs.ended(new HostileCheckedWanted("no")).error());

    assertThat(error.type()).isEqualTo(IOException.class.getName());
    assertThat(error.message()).isEqualTo("no a");
    assertThat(error.stackTrace()).contains("Suppressed: java.io.IOException: no b");
  }

  @Test
  void aFlowThatInterruptsItsThreadHarmsNoneOfItsSteps() throws Exception {
    Run run = runs.ended(new HostileInterruptWanted("interrupts"));

    assertThat(run.status()).as("%s", run.error()).isEqualTo(RunStatus.COMPLETED);
    assertThat(stepwell.runs().steps(run.id())).allMatch(step -> step.attempts() <= 1);
  }

  @Test
  void aSleepThatIsOverBeforeItBeginsIsNone() throws Exception {
    assertThat(runs.ended(new HostileSleepWanted("up")).output()).isEqualTo("\"up\"");
  }
}
