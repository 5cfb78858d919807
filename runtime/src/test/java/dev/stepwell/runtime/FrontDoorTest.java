package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.Functions;
import dev.stepwell.runtime.flows.OrderFlows;
import dev.stepwell.runtime.flows.OrdersCatchingWanted;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.OrdersOddWanted;
import dev.stepwell.runtime.flows.OrdersOrderCancelled;
import dev.stepwell.runtime.flows.OrdersOrderPlaced;
import dev.stepwell.runtime.flows.OrdersSlowStop;
import dev.stepwell.runtime.flows.OrdersSlowWanted;
import dev.stepwell.runtime.flows.OrdersUnevenWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StoredFunction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Functions from annotation to database and back, through the front door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontDoorTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell = Stepwell.on(database)
      .register(new DurableOrderFlows(probe))
      .backoff(Duration.ofMillis(5), Duration.ofMillis(20))
      .start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @AfterAll
  void stop() {
    stepwell.close();
  }

  private List<String> steps(UUID runId) {
    return stepwell.runs().steps(runId).stream()
        .map(step -> step.id() + " " + step.status().word())
        .sorted()
        .toList();
  }

  @Test
  void aFlowRunsToItsEndWithEveryStepStoredOnce() throws Exception {
    Run run = runs.ended(new OrdersOrderPlaced(
        "o1",
        List.of(
            new OrderFlows.Line("cup", 3),
            new OrderFlows.Line("pan", 20),
            new OrderFlows.Line("jug", 9))));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.output())
        .isEqualTo("{\"orderId\":\"o1\",\"total\":32,\"labels\":[\"cup-3\",\"pan-20\",\"jug-9\"]}");
    assertThat(steps(run.id()))
        .containsExactly(
            "hand completed",
            "label completed",
            "label:1 completed",
            "label:2 completed",
            "total completed",
            "wait-for-courier completed");
    assertThat(probe.calls("o1"))
        .containsExactlyInAnyOrder("total", "label cup", "label pan", "label jug", "hand 3");
  }

  @Test
  void aSleepTellsWhenItWasOverAndWhenTheRunWentOn() throws Exception {
    Run run = runs.ended(new OrdersOrderPlaced("o3", List.of(new OrderFlows.Line("cup", 3))));

    assertThat(stepwell.runs().steps(run.id()))
        .filteredOn(step -> step.id().equals("wait-for-courier"))
        .singleElement()
        .satisfies(sleep -> assertThat(sleep.dueAt())
            .isEqualTo(sleep.startedAt().plusMillis(30))
            .isBeforeOrEqualTo(sleep.endedAt()));
  }

  @Test
  void functionsAreDescribed() {
    StoredFunction function = stepwell.functions().stream()
        .filter(stored -> stored.id().equals("fulfil-order"))
        .findFirst()
        .orElseThrow();

    FunctionDescription description = function.description();
    assertThat(description.retries()).isEqualTo(3);
    assertThat(description.schemas())
        .extracting(FunctionDescription.EventSchema::event)
        .containsExactly("orders/order.placed", "orders/order.cancelled");
    assertThat(description.schemas().get(0).schema()).contains("\"lines\"");
    assertThat(description.steps())
        .containsExactly(
            new FunctionDescription.StepOptions("total", 3, null),
            new FunctionDescription.StepOptions("label", 3, null),
            new FunctionDescription.StepOptions("hand", 3, null));
  }

  @Test
  void aFailedRunStartsItsFailureFunction() throws Exception {
    Run run = runs.ended(new OrdersOrderPlaced(
        "o2", List.of(new OrderFlows.Line("cup", 3), new OrderFlows.Line("unknown", 1))));

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(run.error()).stepId()).isEqualTo("label:1");
    assertThat(requireNonNull(run.error()).message()).isEqualTo("there is no article unknown");
    await().atMost(LONG).until(() -> probe.count("o2", "refund after label:1") == 1);
    Run failure = stepwell.runs().startedBy(run.id() + ":failed").get(0);
    assertThat(failure.functionId()).isEqualTo("fulfil-order:on-failure");
    assertThat(runs.ended(failure.id()).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void aStepIsTriedAgainUntilItSucceeds() throws Exception {
    Run run = runs.ended(new OrdersFlakyWanted("f1", 3));

    assertThat(run.output()).isEqualTo("\"done\"");
    assertThat(probe.calls("f1"))
        .containsExactly("attempt 1", "attempt 2", "attempt 3", "attempt 4");
    StepRecord step = stepwell.runs().steps(run.id()).get(0);
    assertThat(step.attempts()).isEqualTo(4);
    List<FailedAttempt> failed = stepwell.runs().failedAttempts(run.id());
    assertThat(failed).extracting(FailedAttempt::attempt).containsExactly(1, 2, 3);
    assertThat(step.startedAt()).isEqualTo(failed.get(0).startedAt());
    assertThat(failed.get(0).nextDueAt())
        .isBetween(failed.get(0).endedAt(), failed.get(1).startedAt());
    assertThat(step.lastAttemptAt()).isBetween(failed.get(2).nextDueAt(), step.endedAt());
  }

  @Test
  void aStepWhoseAttemptsAreUsedUpFailsTheRun() throws Exception {
    Run run = runs.ended(new OrdersFlakyWanted("f2", 99));

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(run.error()).attempts()).isEqualTo(4);
    assertThat(requireNonNull(run.error()).type()).isEqualTo("java.io.IOException");
    FailedAttempt last = stepwell.runs().failedAttempts(run.id()).get(3);
    assertThat(last.nextDueAt()).isNull();
    assertThat(stepwell.runs().steps(run.id()).get(0).lastAttemptAt()).isEqualTo(last.startedAt());
  }

  @Test
  void aFlowMayCatchTheFailureOfAStepAndGoOn() throws Exception {
    Run run = runs.ended(new OrdersCatchingWanted("c1"));

    assertThat(run.output()).isEqualTo("\"hopeless true true\"");
  }

  @Test
  void anEventCancelsTheRunsThatItMatchesAndInterruptsTheirStep() throws Exception {
    UUID one = slowRun("s1");
    UUID other = slowRun("s2");
    await().atMost(LONG).until(() -> probe.count("s1", "gated") + probe.count("s2", "gated") == 2);

    Sent stop = stepwell.send(new OrdersSlowStop("s1"));

    Run cancelled = runs.ended(one);
    assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(cancelled.cancelledBy()).isEqualTo(stop.eventId());
    await().atMost(LONG).until(() -> probe.count("s1", "interrupted") == 1);
    assertThat(steps(one)).containsExactly("before completed");
    probe.openGate("s2");
    assertThat(runs.ended(other).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(probe.count("s1", "after")).isZero();
  }

  private UUID slowRun(String key) {
    return runs.started(new OrdersSlowWanted(key), "slow");
  }

  @Test
  void whatIsMatchedMayBeOfAnyLength() throws Exception {
    String key = new Random(7)
        .ints(20_000, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
    UUID one = slowRun(key);
    UUID other = slowRun(key + "a");

    stepwell.send(new OrdersSlowStop(key));

    assertThat(runs.ended(one).status()).isEqualTo(RunStatus.CANCELLED);
    probe.openGate(key + "a");
    assertThat(runs.ended(other).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void aCallCancelsOneRunOrAllThatMatch() throws Exception {
    UUID one = slowRun("k1");
    UUID two = slowRun("k2");

    assertThat(stepwell.cancel(one)).isTrue();
    assertThat(stepwell.cancel(one)).isFalse();
    assertThat(stepwell.cancel(UUID.randomUUID())).isFalse();
    assertThat(stepwell.cancel(Functions.SLOW, OrdersSlowWanted.where().key("k2")))
        .containsExactly(two);
    assertThat(runs.ended(one).cancelledBy()).isEqualTo("call");
    assertThat(runs.ended(two).status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void oneEventStartsEachFunctionThatListensToIt() throws Exception {
    probe.openGate("e1");
    Sent sent = stepwell.send(new OrdersSlowWanted("e1"));

    assertThat(sent.runIds()).hasSize(2);
    for (UUID id : sent.runIds()) {
      assertThat(runs.ended(id).status()).isEqualTo(RunStatus.COMPLETED);
    }
    assertThat(probe.count("e1", "listened")).isEqualTo(1);
  }

  @Test
  void aRepeatedIdIsTheSameEvent() throws Exception {
    Sent first = stepwell.send(new OrdersFlakyWanted("d1", 0), "flaky-d1");
    Sent again = stepwell.send(new OrdersFlakyWanted("d1", 0), "flaky-d1");

    assertThat(first.duplicate()).isFalse();
    assertThat(again.duplicate()).isTrue();
    assertThat(again.runIds()).isEqualTo(first.runIds());
    runs.ended(first.runIds().get(0));
    assertThat(probe.count("d1", "attempt 1")).isEqualTo(1);
  }

  @Test
  void anEventInTheCallersTransactionIsAcceptedWhenThatCommits() throws Exception {
    Sent dropped;
    Sent kept;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      dropped = stepwell.send(connection, new OrdersFlakyWanted("t1", 0));
      connection.rollback();
      kept = stepwell.send(connection, new OrdersFlakyWanted("t2", 0));
      assertThat(stepwell.runs().run(kept.runIds().get(0))).isEmpty();
      connection.commit();
    }
    assertThat(runs.ended(kept.runIds().get(0)).output()).isEqualTo("\"done\"");
    assertThat(stepwell.runs().event(dropped.eventId())).isEmpty();
    assertThat(probe.calls("t1")).isEmpty();
  }

  @Test
  void aConnectionWithoutATransactionIsRefused() throws SQLException {
    try (Connection connection = database.getConnection()) {
      assertThatThrownBy(() -> stepwell.send(connection, new OrdersFlakyWanted("t3", 0)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("auto-commit");
    }
  }

  @Test
  void dataThatDoesNotFitIsRefusedWithAllThatIsWrong() {
    assertThatThrownBy(
            () -> stepwell.sendJson("orders/flaky.wanted", "{\"key\":7,\"colour\":\"red\"}", null))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e -> assertThat(e.faults())
                .containsExactly(
                    "field failures is missing",
                    "field key must be a string, but is the number 7",
                    "field colour is unknown; the fields are key, failures"));
    assertThatThrownBy(() -> stepwell.sendJson("orders/flaky.wanted", "{\"key\":", null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("this is not JSON");
    assertThatThrownBy(() -> stepwell.sendJson("x", "{\"half\":\"\ud83d\"}", null))
        .hasMessageContaining("half of a surrogate pair");
    assertThatThrownBy(() -> stepwell.sendJson(" ", "{}", null))
        .hasMessageContaining("name is missing");
    assertThatThrownBy(() -> stepwell.sendJson("x", "[]", null))
        .hasMessageContaining("must be an object");
    assertThatThrownBy(() -> stepwell.send(new OrderFlows.Line("cup", 1)))
        .hasMessageContaining("is not an event");
  }

  @Test
  void anEventThatNothingListensToIsKept() {
    Sent sent = stepwell.sendJson("orders/unheard.of", "{\"a\":1}", null);

    assertThat(sent.runIds()).isEmpty();
    assertThat(stepwell.runs().event(sent.eventId())).isPresent();
  }

  @Test
  void fiveMegabytesOfDataAreCarried() throws Exception {
    String key = "x".repeat(5 * 1024 * 1024);
    Run run = runs.ended(new OrdersFlakyWanted(key, 0));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(probe.count(key, "attempt 1")).isEqualTo(1);
  }

  @Test
  void manyRunsAtOnceAllComplete() throws Exception {
    List<OrdersFlakyWanted> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      events.add(new OrdersFlakyWanted("m" + i, i % 100 == 0 ? 1 : 0));
    }
    for (Sent sent : stepwell.sendAll(events)) {
      assertThat(runs.ended(sent.runIds().get(0)).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void anObjectThatIsNotDurableIsRefused() {
    assertThatThrownBy(
            () -> Stepwell.on(database).register(new OrderFlows(probe)).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("register a new DurableOrderFlows(…)");
    assertThatThrownBy(() -> Stepwell.on(database).register("text").start())
        .hasMessageContaining("no catalog has a function of java.lang.String");
  }

  @Test
  void aConnectionThatBreaksLosesNothing() throws Exception {
    List<UUID> started = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      started.add(runs.started(new OrdersFlakyWanted("b" + i, 0)));
      if (i % 5 == 0) {
        TestPostgres.breakConnections(database);
      }
    }
    for (UUID run : started) {
      assertThat(runs.ended(run).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void aCancellingEventSparesWhatIsSentAfterIt() throws Exception {
    runs.ended(new OrdersOrderPlaced("z1", List.of()));
    stepwell.sendAll(
        List.of(new OrdersOrderCancelled("z1"), new OrdersOrderPlaced("z1", List.of())));
    await().atMost(LONG).until(() -> probe.count("z1", "hand 0") == 2);
  }

  @Test
  void branchesRetryAndSleepEachForItselfAndNoneRunsAgain() throws Exception {
    Run run = runs.ended(new OrdersUnevenWanted("u1", List.of(0, 1, 2, 3, 4, 5, 6)));

    assertThat(run.output()).isEqualTo("[\"W0!\",\"W1!\",\"W2!\",\"W3!\",\"W4!\",\"W5!\",\"W6!\"]");
    assertThat(probe.calls("u1"))
        .containsOnlyOnce(
            "0 attempt 1",
            "1 attempt 1",
            "1 attempt 2",
            "2 attempt 1",
            "3 attempt 1",
            "3 attempt 2")
        .containsOnlyOnce("4 attempt 1", "5 attempt 1", "5 attempt 2", "6 attempt 1")
        .doesNotContain("0 attempt 2");
    assertThat(steps(run.id()))
        .contains(
            "weigh completed", "weigh:0.1 completed", "weigh:6 completed", "weigh:6.1 completed")
        .contains("weigh:7 completed", "weigh:13 completed", "rest completed", "rest:6 completed")
        .hasSize(7 * 4);
  }

  @Test
  void aSectionWithoutItemsIsOver() throws Exception {
    Run run = runs.ended(new OrdersUnevenWanted("u2", List.of()));

    assertThat(run.output()).isEqualTo("[]");
    assertThat(steps(run.id())).isEmpty();
  }

  private String failure(String kind) throws InterruptedException {
    Run run = runs.ended(new OrdersOddWanted(kind));
    assertThat(run.status()).as(kind).isEqualTo(RunStatus.FAILED);
    return String.valueOf(requireNonNull(run.error()).message());
  }

  @Test
  void whatCannotBeStoredFailsTheRunAndSaysWhy() throws Exception {
    assertThat(failure("half a character in a result")).contains("half of a surrogate pair");
    assertThat(failure("half a character in a step")).contains("half of a surrogate pair");
    assertThat(failure("half a character in a message")).isEqualTo("half: \ufffd, none: \ufffd");
    assertThat(failure("too much")).contains("keep the data elsewhere");
    assertThat(failure("a blank id")).contains("the step id \" \" is blank");
  }

  @Test
  void stepsAreUsedInTheFlowAlone() throws Exception {
    assertThat(failure("steps in a step")).contains("inside a step");
    assertThat(failure("steps on a foreign thread")).contains("call it in the function's body");
    Run inlined = runs.ended(new OrdersOddWanted("a step in a step"));
    assertThat(inlined.output()).isEqualTo("\"total 0\"");
    assertThat(steps(inlined.id())).containsExactly("outer completed");
  }
}
