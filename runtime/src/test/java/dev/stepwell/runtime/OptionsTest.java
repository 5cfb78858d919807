package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.StepTimeoutException;
import dev.stepwell.runtime.flows.DurableOptions;
import dev.stepwell.runtime.flows.OptionsCommitsWanted;
import dev.stepwell.runtime.flows.OptionsDeafWanted;
import dev.stepwell.runtime.flows.OptionsHangingWanted;
import dev.stepwell.runtime.flows.OptionsLateWanted;
import dev.stepwell.runtime.flows.OptionsLongWanted;
import dev.stepwell.runtime.flows.OptionsOne;
import dev.stepwell.runtime.flows.OptionsOrderPlaced;
import dev.stepwell.runtime.flows.OptionsOther;
import dev.stepwell.runtime.flows.OptionsPatienceWanted;
import dev.stepwell.runtime.flows.OptionsStubbornWanted;
import dev.stepwell.runtime.flows.OptionsThreeWanted;
import dev.stepwell.runtime.flows.OptionsTransferWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StepRecord;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the options of functions and steps do, and reruns, on a real Postgres. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptionsTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell =
      Stepwell.on(database).register(new DurableOptions(probe)).start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @BeforeAll
  void createLedger() {
    TestPostgres.execute(database, "create table ledger (key text not null, amount int not null)");
  }

  @AfterAll
  void stop() {
    stepwell.close();
  }

  private List<Integer> ledger(String key) {
    return TestPostgres.column(
            database, "select amount from ledger where key = '" + key + "' order by amount")
        .stream()
        .map(Integer::valueOf)
        .toList();
  }

  /** Moves a time of the run, and the begin of the pause of the function, into the past. */
  private void shift(UUID run, String column, int hours, int pausedHours) {
    TestPostgres.execute(
        database,
        "update stepwell.run set " + column + " = " + column + " - interval '" + hours
            + " h', due_at = now() where id = '" + run + "';"
            + " update stepwell.step set due_at = now() where run_id = '" + run + "';"
            + " update stepwell.function set paused_at = paused_at - interval '" + pausedHours
            + " h' where id = 'patient'");
  }

  private void forgetPauses() {
    TestPostgres.execute(database, "delete from stepwell.past_pause");
  }

  @Test
  void theTimeOfAPauseDoesNotCountForTimeouts() throws Exception {
    forgetPauses();
    stepwell.pause("patient");
    UUID run = runs.started(new OptionsPatienceWanted("p"));
    shift(run, "created_at", 10, 10);
    stepwell.resume("patient");
    runs.parked(run);

    stepwell.pause("patient");
    shift(run, "started_at", 20, 19);
    stepwell.resume("patient");
    assertThat(runs.ended(run).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void theTimeBesideAPauseCountsForTimeouts() throws Exception {
    forgetPauses();
    stepwell.pause("patient");
    UUID startsLate = runs.started(new OptionsPatienceWanted("s"));
    shift(startsLate, "created_at", 10, 8);
    stepwell.resume("patient");
    assertThat(runs.ended(startsLate).cancelledBy()).isEqualTo(Run.BY_TIMEOUT);

    forgetPauses();
    UUID endsLate = runs.started(new OptionsPatienceWanted("e"));
    runs.parked(endsLate);
    stepwell.pause("patient");
    shift(endsLate, "started_at", 30, 27);
    stepwell.resume("patient");
    assertThat(runs.ended(endsLate).cancelledBy()).isEqualTo(Run.BY_TIMEOUT);
  }

  @Test
  void anAttemptThatTakesTooLongIsInterruptedAndTriedAgain() throws Exception {
    Run run = runs.ended(new OptionsHangingWanted("h"));

    assertThat(run.output()).isEqualTo("\"second time\"");
    assertThat(stepwell.runs().failedAttempts(run.id()))
        .extracting(FailedAttempt::error)
        .singleElement()
        .satisfies(error -> {
          assertThat(error.type()).isEqualTo(StepTimeoutException.class.getName());
          assertThat(error.message()).contains("PT0.2S");
        });
  }

  @Test
  void aResultThatComesAfterTheTimeoutIsKept() throws Exception {
    assertThat(runs.ended(new OptionsStubbornWanted("s")).output()).isEqualTo("\"all the same\"");
  }

  @Test
  void aStepThatIgnoresItsCancellationRecordsNothing() throws Exception {
    UUID run = runs.started(new OptionsDeafWanted("deaf"));
    await().atMost(LONG).until(() -> probe.count("deaf", "begins") == 1);

    stepwell.cancel(run);
    probe.called("deaf", "may end");

    await().atMost(LONG).until(() -> probe.count("deaf", "ends") == 1);
    runs.ended(new OptionsOne("a write after that of the step"));
    assertThat(runs.ended(run).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(stepwell.runs().steps(run)).isEmpty();
  }

  @Test
  void aRunIsCancelledWhenItsTimeIsUp() throws Exception {
    Run running = runs.ended(new OptionsLongWanted("l1", false));
    Run sleeping = runs.ended(new OptionsLongWanted("l2", true));

    assertThat(running.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(running.cancelledBy()).isEqualTo(Run.BY_TIMEOUT);
    assertThat(sleeping.cancelledBy()).isEqualTo(Run.BY_TIMEOUT);
    assertThat(probe.calls("l1")).containsExactly("gated");
    assertThat(probe.calls("l2")).isEmpty();
  }

  @Test
  void aRunThatCouldNotStartInTimeIsCancelled() throws Exception {
    Sent sent;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      sent = stepwell.send(connection, new OptionsLateWanted("late"));
      await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      connection.commit();
    }
    Run run = runs.ended(sent.runIds().get(0));

    assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(run.cancelledBy()).isEqualTo(Run.BY_TIMEOUT);
    assertThat(probe.calls("late")).isEmpty();
  }

  @Test
  void anOrderRunsOnceForAllItsEvents() throws Exception {
    List<Sent> sent = stepwell.sendAll(List.of(
        new OptionsOrderPlaced("o1", 1),
        new OptionsOrderPlaced("o1", 2),
        new OptionsOrderPlaced("o2", 3)));
    Sent again = stepwell.send(new OptionsOrderPlaced("o1", 4));

    assertThat(sent.get(0).runIds()).hasSize(1);
    assertThat(sent.get(1).runIds()).isEmpty();
    assertThat(sent.get(2).runIds()).hasSize(1);
    assertThat(again.runIds()).isEmpty();
    assertThat(again.duplicate()).isFalse();
    assertThat(runs.ended(sent.get(0).runIds().get(0)).output()).isEqualTo("\"o1 1\"");
  }

  @Test
  void eachOfSeveralEventsStartsARun() throws Exception {
    assertThat(runs.ended(new OptionsOne("1")).output()).isEqualTo("\"1\"");
    assertThat(runs.ended(new OptionsOther("2")).output()).isEqualTo("\"2\"");
  }

  @Test
  void anEventOfTheFutureTakesEffectAtItsTime() throws Exception {
    Instant time = Instant.now().plusMillis(700);
    Sent sent = stepwell.send(new OptionsOne("later"), SendOptions.id("later-1").andAt(time));
    assertThat(sent.runIds()).isEmpty();
    assertThat(stepwell.send(new OptionsOne("later"), "later-1").duplicate()).isTrue();

    await().atMost(LONG).until(() -> !stepwell.runs().startedBy("later-1").isEmpty());
    Run run = runs.ended(stepwell.runs().startedBy("later-1").get(0).id());
    assertThat(run.createdAt()).isAfterOrEqualTo(time.minusMillis(100));
    assertThat(run.output()).isEqualTo("\"later\"");
  }

  @Test
  void aClockStartsOneRunForTheLastTickThatWasMissed() throws Exception {
    TestPostgres.execute(
        database,
        "update stepwell.schedule set next_at = date_trunc('minute', now()) - interval '10 minutes'");

    await().atMost(LONG).until(() -> !stepwell.runs().newest("ticking", 10).isEmpty());
    Run run = runs.ended(stepwell.runs().newest("ticking", 10).get(0).id());
    Instant tick = Instant.parse(requireNonNull(run.output()).replace("\"", ""));
    assertThat(tick).isBeforeOrEqualTo(Instant.now()).isAfter(Instant.now().minusSeconds(180));
    assertThat(run.eventId()).isEqualTo("ticking@" + tick);
  }

  @Test
  void aTransactionalStepHappensExactlyOnce() throws Exception {
    Run run = runs.ended(new OptionsTransferWanted("t1", List.of(5, 7), 1));

    assertThat(run.output()).isEqualTo("12");
    assertThat(ledger("t1")).containsExactly(0, 5, 7);
    assertThat(probe.calls("t1")).containsExactly("books 5", "books 5", "books 7", "books 7");
  }

  @Test
  void aTransactionalStepThatFailsWritesNothing() throws Exception {
    Run run = runs.ended(new OptionsTransferWanted("t2", List.of(5), 99));

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ledger("t2")).isEmpty();
  }

  @Test
  void aTransactionalStepCannotCommitByItself() throws Exception {
    Run run = runs.ended(new OptionsCommitsWanted("t3"));

    assertThat(requireNonNull(run.error()).message()).contains("called commit on its connection");
    assertThat(ledger("t3")).isEmpty();
  }

  @Test
  void aRunIsRepeatedFromAStepWithWhatHadEndedBefore() throws Exception {
    Run failed = runs.ended(new OptionsThreeWanted("r1"));
    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);

    Run again = runs.ended(stepwell.rerun(failed.id(), "three"));

    assertThat(again.output()).isEqualTo("\"one[two a, two b]\"");
    assertThat(again.rerunOf()).isEqualTo(failed.id());
    assertThat(probe.calls("r1")).hasSize(5);
    assertThat(probe.count("r1", "one")).isEqualTo(1);
    assertThat(stepwell.runs().steps(again.id()))
        .extracting(StepRecord::id)
        .containsExactlyInAnyOrder("one", "pause", "two", "two:1", "three");
  }

  @Test
  void aRunIsRepeatedFromItsStart() throws Exception {
    Run failed = runs.ended(new OptionsThreeWanted("r2"));

    assertThat(runs.ended(stepwell.rerun(failed.id())).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(probe.count("r2", "one")).isEqualTo(2);
  }

  @Test
  void whatCannotBeRepeatedIsRefused() throws Exception {
    Run failed = runs.ended(new OptionsThreeWanted("r3"));
    assertThatThrownBy(() -> stepwell.rerun(UUID.randomUUID()))
        .isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> stepwell.rerun(failed.id(), "four"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("has no step four; its steps are [one, pause, two");
  }

  @Test
  void namesOfTheSystemAreRefused() {
    assertThatThrownBy(() -> stepwell.sendJson("stepwell/function.failed", "{}", null))
        .hasMessageContaining("begins with the reserved prefix stepwell/");
  }
}
