package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.RunCancelledException;
import dev.stepwell.runtime.flows.Approved;
import dev.stepwell.runtime.flows.DurableWaitFlows;
import dev.stepwell.runtime.flows.Functions;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.WaitsAnyWanted;
import dev.stepwell.runtime.flows.WaitsApprovalStop;
import dev.stepwell.runtime.flows.WaitsApprovalWanted;
import dev.stepwell.runtime.flows.WaitsChildWanted;
import dev.stepwell.runtime.flows.WaitsLateWanted;
import dev.stepwell.runtime.flows.WaitsParentStop;
import dev.stepwell.runtime.flows.WaitsParentWanted;
import dev.stepwell.runtime.flows.WaitsSenderWanted;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Waits for events and for other runs, sends, and system events, on a real Postgres. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitsTest {
  private static final long FOR_LONG = 600_000;

  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell =
      Stepwell.on(database).register(new DurableWaitFlows(probe)).start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @AfterAll
  void stop() {
    stepwell.close();
  }

  @Test
  void anEventEndsTheWaitThatItMatches() throws Exception {
    UUID run = runs.started(new WaitsApprovalWanted("a1", FOR_LONG));
    UUID other = runs.started(new WaitsApprovalWanted("a2", FOR_LONG));
    assertThat(runs.parked(run))
        .hasSize(1)
        .first()
        .isInstanceOfSatisfying(Reason.AwaitingEvent.class, reason -> {
          assertThat(reason.stepId()).isEqualTo("approved");
          assertThat(reason.event()).isEqualTo("journeys/approved");
          assertThat(reason.match()).isEqualTo("{\"key\":\"a1\"}");
        });
    runs.parked(other);

    stepwell.send(new Approved("a1", "ann"));

    assertThat(runs.ended(run).output()).isEqualTo("\"ann\"");
    assertThat(runs.status(other)).isEqualTo(RunStatus.WAITING);
    assertThat(probe.count("a1", "asked")).isEqualTo(1);
    assertThat(stepwell.cancel(other)).isTrue();
  }

  @Test
  void aWaitThatNoEventEndsIsOverAtItsTimeout() throws Exception {
    UUID run = runs.started(new WaitsApprovalWanted("b1", 200));

    assertThat(runs.ended(run).output()).isEqualTo("\"nobody\"");
    assertThat(stepwell.runs().steps(run))
        .filteredOn(step -> step.id().equals("approved"))
        .singleElement()
        .satisfies(wait -> assertThat(wait.dueAt())
            .isEqualTo(wait.startedAt().plusMillis(200))
            .isBeforeOrEqualTo(wait.endedAt()));
  }

  @Test
  void branchesWaitEachForItself() throws Exception {
    UUID run = runs.started(new WaitsAnyWanted("c1"));
    assertThat(runs.parked(run)).hasSize(2);

    stepwell.send(new Approved("c1", "bob"));
    await().atMost(LONG).until(() -> stepwell.runs().reasons(run).size() == 1);
    stepwell.send(new Approved("c1", "ann"));

    assertThat(runs.ended(run).output()).isEqualTo("[\"ann\",\"bob\"]");
  }

  @Test
  void aWaitLooksBackAndTakesEachEventOnce() throws Exception {
    UUID run = runs.started(new WaitsLateWanted("d1"));
    stepwell.send(new Approved("d1", "early"));

    probe.openGate("d1");

    assertThat(runs.ended(run).output()).isEqualTo("[\"early\",\"nobody\"]");
  }

  @Test
  void anEventOfAnOpenTransactionEndsAWaitThatBeganMeanwhile() throws Exception {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      stepwell.send(connection, new Approved("e1", "slow"));
      UUID run = runs.started(new WaitsApprovalWanted("e1", FOR_LONG));
      await().atMost(LONG).until(() -> probe.count("e1", "asked") == 1);
      runs.parked(run);
      connection.commit();

      assertThat(runs.ended(run).output()).isEqualTo("\"slow\"");
    }
  }

  @Test
  void aWaitingRunIsCancelled() throws Exception {
    UUID run = runs.started(new WaitsApprovalWanted("f1", FOR_LONG));
    runs.parked(run);

    stepwell.send(new WaitsApprovalStop("f1"));

    assertThat(runs.ended(run).status()).isEqualTo(RunStatus.CANCELLED);
    stepwell.send(new Approved("f1", "late"));
    String told = "cancelled approval by " + runs.ended(run).cancelledBy();
    await().atMost(LONG).until(() -> probe.count(run.toString(), told) == 1);
  }

  @Test
  void manyRunsWaitAtOnce() throws Exception {
    List<UUID> all = stepwell
        .sendAll(java.util.stream.IntStream.range(0, 500)
            .mapToObj(i -> new WaitsApprovalWanted("m" + i, FOR_LONG))
            .toList())
        .stream()
        .map(sent -> sent.runIds().get(0))
        .toList();
    stepwell.sendAll(java.util.stream.IntStream.range(0, 250)
        .mapToObj(i -> new Approved("m" + i, "first half"))
        .toList());
    await()
        .atMost(LONG)
        .until(() ->
            all.subList(250, 500).stream().allMatch(run -> runs.status(run) == RunStatus.WAITING));
    stepwell.sendAll(java.util.stream.IntStream.range(0, 500)
        .mapToObj(i -> new Approved("m" + i, "all"))
        .toList());

    for (UUID run : all) {
      assertThat(runs.ended(run).output()).isIn("\"first half\"", "\"all\"");
    }
  }

  @Test
  void anInvokedFunctionAnswersItsCaller() throws Exception {
    UUID run = runs.started(new WaitsParentWanted("g1", "works"));

    assertThat(runs.ended(run).output()).isEqualTo("\"g1 works!\"");
    assertThat(stepwell.runs().invokedBy(run))
        .singleElement()
        .satisfies(called -> assertThat(called.functionId()).isEqualTo("child"));
    assertThat(probe.calls("g1")).containsExactly("child", "answered");
    await().atMost(LONG).until(() -> probe.count(run.toString(), "completed parent") == 1);
  }

  @Test
  void theFailureOfAnInvokedFunctionArrivesAsAnException() throws Exception {
    Run run = runs.ended(new WaitsParentWanted("h1", "fails"));

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(run.error()).stepId()).isEqualTo("child");
    assertThat(requireNonNull(run.error()).type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(requireNonNull(run.error()).message()).isEqualTo("no luck");
    await().atMost(LONG).until(() -> probe.count(run.id().toString(), "failed parent") == 1);
  }

  @Test
  void aFailureIsToldByTheFunctionsThatThereAreThen() throws Exception {
    UUID run = runs.started(new WaitsChildWanted("told", "gated, then fails"));
    await().atMost(LONG).until(() -> probe.count("told", "child") == 1);

    TestPostgres.execute(database, "update stepwell.functions_version set version = version + 1");
    probe.openGate("told");

    assertThat(runs.ended(run).status()).isEqualTo(RunStatus.FAILED);
    await().atMost(LONG).until(() -> probe.count(run.toString(), "failed child") == 1);
  }

  @Test
  void cancellingTheCallerCancelsTheCalled() throws Exception {
    UUID run = runs.started(new WaitsParentWanted("i1", "gated"));
    await().atMost(LONG).until(() -> probe.count("i1", "child") == 1);
    assertThat(runs.parked(run)).first().isInstanceOf(Reason.AwaitingRun.class);

    stepwell.send(new WaitsParentStop("i1"));

    assertThat(runs.ended(run).status()).isEqualTo(RunStatus.CANCELLED);
    Run called = runs.ended(stepwell.runs().invokedBy(run).get(0).id());
    assertThat(called.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(called.cancelledBy()).isEqualTo(Run.BY_CALLER);
  }

  @Test
  void cancellingTheCalledFailsTheCaller() throws Exception {
    UUID run = runs.started(new WaitsParentWanted("j1", "gated"));
    await().atMost(LONG).until(() -> probe.count("j1", "child") == 1);
    runs.parked(run);

    stepwell.cancel(stepwell.runs().invokedBy(run).get(0).id());

    Run failed = runs.ended(run);
    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(failed.error()).type())
        .isEqualTo(RunCancelledException.class.getName());
    assertThat(requireNonNull(failed.error()).message()).contains("of child was cancelled by call");
  }

  @Test
  void aRunSendsEachEventOnceAndSomeLater() throws Exception {
    UUID run = runs.started(new WaitsSenderWanted("k1"));

    assertThat(runs.ended(run).output())
        .isEqualTo(
            "[\"%s/one\",\"%s.0/two\",\"%s.1/two\",\"%s/later\"]".formatted(run, run, run, run));
    for (int number = 1; number <= 4; number++) {
      String heard = "heard " + number;
      await().atMost(LONG).until(() -> probe.count("k1", heard) == 1);
    }
    assertThat(probe.calls("k1")).hasSize(4);
  }

  @Test
  void matchesOfACallFindParkedRuns() throws Exception {
    UUID run = runs.started(new WaitsApprovalWanted("l1", FOR_LONG));
    runs.parked(run);

    assertThat(stepwell.cancel(Functions.APPROVAL, WaitsApprovalWanted.where().key("l1")))
        .containsExactly(run);
  }
}
