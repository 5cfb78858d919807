package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.BacklogFullException;
import dev.stepwell.runtime.flows.Admissions;
import dev.stepwell.runtime.flows.BoundedWanted;
import dev.stepwell.runtime.flows.BusyWanted;
import dev.stepwell.runtime.flows.DelayedWanted;
import dev.stepwell.runtime.flows.DurableAdmissions;
import dev.stepwell.runtime.flows.Meter;
import dev.stepwell.runtime.flows.OrderedWanted;
import dev.stepwell.runtime.flows.RatedWanted;
import dev.stepwell.runtime.flows.SettledWanted;
import dev.stepwell.runtime.flows.SingleEnd;
import dev.stepwell.runtime.flows.SingleWanted;
import dev.stepwell.runtime.flows.Spoilage;
import dev.stepwell.runtime.flows.SpreadWanted;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Annotated functions under flow control, from the send to the end of the run. */
class AdmissionsTest {
  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Admissions admissions = new DurableAdmissions();

  @AutoClose
  private final Stepwell stepwell = Stepwell.on(database).register(admissions).build();

  private final StartedRuns runs = new StartedRuns(stepwell);

  @Test
  void whatExceedsARateIsRecordedAsSkippedAndCanBeStartedByHand() throws Exception {
    stepwell.start();
    List<Sent> sent = Stream.of("a", "a", "a", "b")
        .map(tenant -> stepwell.send(new RatedWanted(tenant)))
        .toList();

    assertThat(sent.stream().map(one -> one.skipped().size())).containsExactly(0, 0, 1, 0);
    UUID skipped = sent.get(2).skipped().get(0).runId();
    assertThat(runs.status(skipped)).isEqualTo(RunStatus.SKIPPED);
    assertThat(stepwell.runs().reasons(skipped).toString()).contains("RATE_LIMIT");
    UUID again = stepwell.rerun(skipped);
    assertThat(runs.ended(again).status()).isEqualTo(RunStatus.COMPLETED);
    await().atMost(LONG).until(() -> admissions.lines().size() == 4);
  }

  @Test
  void theNewestRunOfASingletonReplacesTheOneThatLives() throws Exception {
    stepwell.start();
    UUID first = runs.started(new SingleWanted("s", 1));
    runs.parked(first);
    UUID second = runs.started(new SingleWanted("s", 2));
    assertThat(runs.ended(first).status()).isEqualTo(RunStatus.CANCELLED);
    runs.parked(second);
    stepwell.send(new SingleEnd(2));

    assertThat(runs.ended(second).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(admissions.lines()).containsExactly("begin 1", "begin 2", "end 2");
  }

  /** The old run often finds that it is cancelled by its next step, before its worker is told. */
  @Test
  void theNewestStartsHoweverTheOldOneLearnsThatItIsCancelled() throws Exception {
    stepwell.start();
    try (Stepwell other =
        Stepwell.on(database).register(new DurableAdmissions()).build()) {
      other.start();
      for (int round = 0; round < 30; round++) {
        UUID first = runs.started(new BusyWanted(round, 2_000));
        await().atMost(LONG).until(() -> runs.status(first) == RunStatus.RUNNING);
        UUID second = runs.started(new BusyWanted(round, 1));

        assertThat(runs.ended(second).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(runs.ended(first).cancelledBy()).isEqualTo(Run.BY_SINGLETON);
      }
    }
  }

  @Test
  void aSendIsRejectedWhenTooManyRunsWait() throws Exception {
    stepwell.send(new BoundedWanted("x"));
    stepwell.send(new BoundedWanted("y"));
    assertThatThrownBy(() -> stepwell.send(new BoundedWanted("z")))
        .isInstanceOf(BacklogFullException.class)
        .hasMessageContaining("bounded")
        .hasMessageContaining("2");
    assertThat(TestPostgres.count(database, "stepwell.event")).isEqualTo(2);

    stepwell.start();
    await().atMost(LONG).until(() -> admissions.lines().size() == 2);
    await().atMost(LONG).ignoreExceptions().until(() -> {
      stepwell.send(new BoundedWanted("z"));
      return true;
    });
    await().atMost(LONG).until(() -> admissions.lines().contains("bounded z"));
  }

  @Test
  void urgentRunsPrecedeOthers() throws Exception {
    List<UUID> all = new ArrayList<>();
    for (int number = 1; number <= 4; number++) {
      all.add(runs.started(new OrderedWanted(number, number > 2)));
    }
    stepwell.start();
    for (UUID run : all) {
      assertThat(runs.ended(run).status()).isEqualTo(RunStatus.COMPLETED);
    }

    assertThat(admissions.lines())
        .containsExactly("ordered 3", "ordered 4", "ordered 1", "ordered 2");
  }

  @Test
  void theLastOfSeveralEventsIsTheOneThatCounts() throws Exception {
    stepwell.start();
    UUID run = runs.started(new SettledWanted("d", 1));
    for (int version = 2; version <= 4; version++) {
      assertThat(runs.started(new SettledWanted("d", version))).isEqualTo(run);
    }

    assertThat(runs.ended(run).output()).isEqualTo("\"d4\"");
    assertThat(admissions.lines()).containsExactly("settled 4");
  }

  @Test
  void aBatchGetsItsEventsAtOnce() throws Exception {
    stepwell.start();
    List<UUID> started = Stream.of(1, 2, 4, 8)
        .map(units -> runs.started(new Meter("a", units)))
        .distinct()
        .toList();

    assertThat(started).hasSize(2);
    assertThat(runs.ended(started.get(0)).output()).isEqualTo("7");
    assertThat(runs.ended(started.get(1)).output()).isEqualTo("8");
  }

  @Test
  void startsAreSpreadOverTime() throws Exception {
    List<UUID> all =
        Stream.generate(() -> runs.started(new SpreadWanted("a"))).limit(5).toList();
    stepwell.start();

    List<Run> ended = new ArrayList<>();
    for (UUID run : all) {
      ended.add(runs.ended(run));
    }
    List<Long> at = ended.stream()
        .map(run -> java.time.Duration.between(run.createdAt(), run.startedAt()).toMillis()
            + run.createdAt().toEpochMilli())
        .sorted()
        .toList();
    for (int i = 1; i < at.size(); i++) {
      assertThat(at.get(i) - at.get(0)).isGreaterThanOrEqualTo(250L * i - 1);
    }
  }

  @Test
  void aFailedOrCancelledBatchIsHandledWithAllItsEvents() throws Exception {
    stepwell.start();
    UUID failed = runs.started(new Spoilage("a", 1));
    runs.started(new Spoilage("a", 2));
    UUID cancelled = runs.started(new Spoilage("waits", 4));
    runs.started(new Spoilage("waits", 8));
    runs.parked(cancelled);
    stepwell.cancel(cancelled);

    assertThat(runs.ended(failed).status()).isEqualTo(RunStatus.FAILED);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(admissions.lines())
            .containsExactlyInAnyOrder("failed [1, 2]", "cancelled [4, 8]"));
  }

  @Test
  void theTimeToStartOfADebouncedRunCountsFromTheEndOfThePeriod() throws Exception {
    stepwell.start();
    UUID run = runs.started(new DelayedWanted(1));

    assertThat(runs.ended(run).status()).isEqualTo(RunStatus.COMPLETED);
  }
}
