package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.StepCancelledException;
import dev.stepwell.runtime.flows.Approved;
import dev.stepwell.runtime.flows.Confirmed;
import dev.stepwell.runtime.flows.DurableRaceFlows;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.RacesAnyWanted;
import dev.stepwell.runtime.flows.RacesLimitedWanted;
import dev.stepwell.runtime.flows.RacesRankedWanted;
import dev.stepwell.runtime.flows.RacesStop;
import dev.stepwell.runtime.flows.RacesStubbornWanted;
import dev.stepwell.runtime.flows.RacesWanted;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Races between branches, and waits for the first of several events, on a real Postgres. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RacesTest {
  private static final long FOR_LONG = 600_000;

  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell =
      Stepwell.on(database).register(new DurableRaceFlows(probe)).start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @BeforeAll
  void createTable() {
    TestPostgres.execute(database, "create table losers (key text)");
  }

  @AfterAll
  void stop() {
    stepwell.close();
  }

  private StepRecord step(UUID run, String id) {
    return stepwell.runs().steps(run).stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void assertCancelled(UUID run, String stepId) {
    StepRecord step = step(run, stepId);
    assertThat(step.status()).as(stepId).isEqualTo(StepStatus.FAILED);
    assertThat(requireNonNull(step.error()).type())
        .isEqualTo(StepCancelledException.class.getName());
  }

  /** A run of which all branches are in progress or wait. */
  private UUID racing(String key, long millis) {
    UUID run = runs.started(new RacesWanted(key, millis));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(probe.calls(key)).contains("slow", "inner"));
    await().atMost(LONG).until(() -> probe.count(key + " child", "work") == 1);
    return run;
  }

  @Test
  void runsThatExecuteOneAtATimeRaceAndSleepAfterwards() throws Exception {
    List<UUID> all = Stream.of("a", "b", "c", "d")
        .map(name -> runs.started(new RacesLimitedWanted("one", name)))
        .toList();

    for (int i = 0; i < all.size(); i++) {
      assertThat(runs.ended(all.get(i)).output()).isEqualTo("\"" + "abcd".charAt(i) + "\"");
    }
    all.forEach(run -> assertCancelled(run, "long"));
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(TestPostgres.count(database, "stepwell.limit_key where running > 0"))
                .isZero());
  }

  @Test
  void aSleepWinsAgainstStepsInProgress() throws Exception {
    UUID run = racing("slept", 100);

    probe.openGate("slept ready");

    assertThat(runs.ended(run).output()).isEqualTo("\"limit\"");

    assertThat(probe.calls("slept")).contains("slow interrupted", "inner interrupted");
    for (String loser : List.of("slow", "inner:4", "approved:2", "child:3")) {
      assertCancelled(run, loser);
    }
    assertThat(TestPostgres.count(database, "stepwell.wait where run_id = '" + run + "'"))
        .isZero();
    assertThat(probe.calls("slept")).hasSize(4);
    await().atMost(LONG).until(() -> probe.count("slept child", "work interrupted") == 1);
  }

  @Test
  void anEventWinsAgainstStepsInProgress() throws Exception {
    UUID run = racing("approved", FOR_LONG);

    stepwell.send(new Approved("approved", "ann"));

    assertThat(runs.ended(run).output()).isEqualTo("\"ann\"");
    assertCancelled(run, "ready:1");
    assertCancelled(run, "slow");
    assertThat(step(run, "first").result()).contains("\"won\":[2]");
  }

  @Test
  void anotherRunWinsAgainstStepsInProgress() throws Exception {
    UUID run = racing("called", FOR_LONG);

    probe.openGate("called child");

    assertThat(runs.ended(run).output()).isEqualTo("\"work\"");
    assertCancelled(run, "inner:4");
  }

  @Test
  void aStepWinsAgainstWhatWaits() throws Exception {
    UUID run = racing("stepped", FOR_LONG);

    probe.openGate("stepped");

    assertThat(runs.ended(run).output()).isIn("\"slow\"", "\"inner done\"");
    assertCancelled(run, "approved:2");
    assertCancelled(run, "child:3");
    assertThat(TestPostgres.count(
            database,
            "stepwell.run where caller_run_id = '" + run
                + "' and status = 'cancelled' and cancelled_by = 'caller'"))
        .isEqualTo(1);
  }

  @Test
  void aCancelledRunEndsWithAllItsBranches() throws Exception {
    UUID run = racing("stopped", FOR_LONG);

    stepwell.send(new RacesStop("stopped"));

    assertThat(runs.ended(run).status()).isEqualTo(RunStatus.CANCELLED);
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(probe.calls("stopped")).contains("slow interrupted", "inner interrupted"));
    assertThat(stepwell.runs().steps(run)).noneMatch(step -> step.id().equals("first"));
  }

  @Test
  void aLoserThatIgnoresItsInterruptionChangesNothing() throws Exception {
    UUID run = runs.started(new RacesStubbornWanted("stubborn"));

    assertThat(runs.ended(run).output()).isEqualTo("\"limit\"");
    probe.openGate("stubborn");

    await().atMost(LONG).until(() -> probe.count("stubborn", "passed") == 2);
    await().atMost(LONG).until(() -> database.getHikariPoolMXBean().getActiveConnections() == 0);
    assertCancelled(run, "stay:1");
    assertCancelled(run, "commit");
    assertThat(TestPostgres.count(database, "losers")).isZero();
  }

  @Test
  void theFirstWinnersAreReturnedInTheirOrder() throws Exception {
    Run run = runs.ended(new RacesRankedWanted("ranked", 2, List.of(60, 4, 30, 1)));

    assertThat(run.output()).isEqualTo("[\"rank 1\",\"rank 4\",\"end\"]");
    assertThat(probe.calls("ranked")).containsExactly("rank 1", "rank 4");
    assertThat(step(run.id(), "end:4").status()).isEqualTo(StepStatus.COMPLETED);
    assertCancelled(run.id(), "rank");
    assertCancelled(run.id(), "rank:2");
  }

  @Test
  void aBranchThatFailsDoesNotWin() throws Exception {
    Run run = runs.ended(new RacesRankedWanted("failed", 1, List.of(-1, 3, 60)));

    assertThat(run.output()).isEqualTo("[\"rank 3\",\"end\"]");
  }

  @Test
  void aRaceFailsAsSoonAsTooFewBranchesAreLeft() throws Exception {
    Run run = runs.ended(new RacesRankedWanted("lost", 2, List.of(-3, 600, -1)));

    assertThat(run.output()).isEqualTo("[\"rank -3 and 1\",\"end\"]");
    assertCancelled(run.id(), "rank:1");
  }

  @Test
  void theFirstOfSeveralEventsIsTakenAndTheOtherRemains() throws Exception {
    UUID run = runs.started(new RacesAnyWanted("any", FOR_LONG));
    assertThat(runs.parked(run)).hasSize(2);

    stepwell.send(new Confirmed("any", "bob"));
    stepwell.send(new Approved("any", "ann"));

    assertThat(runs.ended(run).output()).isEqualTo("[\"1 Confirmed\",\"0 Approved\"]");
    assertThat(TestPostgres.count(database, "stepwell.wait where run_id = '" + run + "'"))
        .isZero();
  }

  @Test
  void aWaitForSeveralEventsIsOverAtItsTimeout() throws Exception {
    UUID run = runs.started(new RacesAnyWanted("none", 100));

    assertThat(runs.ended(run).output()).isEqualTo("[\"none\",\"none\"]");
  }
}
