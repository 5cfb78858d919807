package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.flows.DurableQuotas;
import dev.stepwell.runtime.flows.QuotaCalled;
import dev.stepwell.runtime.flows.QuotaHeld;
import dev.stepwell.runtime.flows.QuotaRaced;
import dev.stepwell.runtime.flows.QuotaStored;
import dev.stepwell.runtime.flows.QuotaWanted;
import dev.stepwell.runtime.flows.Quotas;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Limits on steps as workers keep them: by the rows, and by what the steps count themselves. */
class LimitedStepsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Quotas quotas = new DurableQuotas();

  private Stepwell open() {
    return Stepwell.on(database).register(quotas).maxConcurrentRuns(30).build();
  }

  private static List<UUID> send(Stepwell stepwell, List<? extends Record> events) {
    return stepwell.sendAll(events).stream().map(sent -> sent.runIds().get(0)).toList();
  }

  private void assertThatAllComplete(Stepwell stepwell, List<UUID> runs)
      throws InterruptedException {
    for (UUID run : runs) {
      assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
    }
    await().atMost(LONG).untilAsserted(() -> {
      assertThat(TestPostgres.count(database, "stepwell.limit_key where running <> 0"))
          .isZero();
      assertThat(TestPostgres.count(database, "stepwell.step_slot")).isZero();
    });
  }

  @RepeatedTest(2)
  void stepsOfSeveralWorkersNeverExceedTheirLimits(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    try (Stepwell stepwell = open();
        Stepwell other = open()) {
      List<QuotaWanted> events = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        events.add(new QuotaWanted("t" + random.nextInt(3), random.nextInt(5), random.nextInt(15)));
      }
      List<UUID> runs = send(stepwell, events);
      stepwell.start();
      other.start();

      assertThatAllComplete(stepwell, runs);
      assertThat(quotas.highest().get("provider")).isBetween(2, 3);
      quotas
          .highest()
          .forEach((name, highest) ->
              assertThat(highest).as(name).isLessThanOrEqualTo(name.startsWith("ask") ? 2 : 3));
    }
  }

  @Test
  void theBranchesOfOneRunUseAllSlots() throws Exception {
    try (Stepwell stepwell = open().start()) {
      List<UUID> runs = send(stepwell, List.of(new QuotaWanted("a", 8, 40)));

      assertThatAllComplete(stepwell, runs);
      assertThat(quotas.highest().get("ask a")).isEqualTo(2);
    }
  }

  @Test
  void aRunThatWaitsForASlotIsParkedAndNamesTheLimit() throws Exception {
    try (Stepwell stepwell = open().start()) {
      List<UUID> runs = send(
          stepwell,
          List.of(
              new QuotaWanted("a", 0, 3_000),
              new QuotaWanted("a", 0, 3_000),
              new QuotaWanted("a", 0, 3_000)));

      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(runs)
              .anySatisfy(run -> assertThat(stepwell.runs().reasons(run))
                  .singleElement()
                  .isInstanceOfSatisfying(Reason.AwaitingLimit.class, reason -> {
                    assertThat(reason.limit())
                        .isEqualTo("concurrency quota > ask by event.data.tenant");
                    assertThat(reason.stepId()).isEqualTo("ask");
                    assertThat(reason.holders()).hasSize(2).isSubsetOf(runs).doesNotContain(run);
                  })));
      assertThat(stepwell
              .limits()
              .limit("concurrency quota > ask by event.data.tenant")
              .keys())
          .singleElement()
          .satisfies(key -> {
            assertThat(key.running()).isEqualTo(2);
            assertThat(key.waiting()).isEqualTo(1);
          });
      runs.forEach(stepwell::cancel);
      await().atMost(LONG).untilAsserted(() -> {
        assertThat(TestPostgres.count(database, "stepwell.limit_key where running <> 0"))
            .isZero();
        assertThat(TestPostgres.count(database, "stepwell.step_slot")).isZero();
      });
    }
  }

  @Test
  void aBranchThatLosesBeforeItsOutcomeIsRecordedReleasesItsSlot() throws Exception {
    PayloadCodec codec = new PayloadCodec() {
      @Override
      public @Nullable String encode(String json) {
        if (json.contains("slow")) {
          quotas.lose();
        }
        return null;
      }

      @Override
      public String decode(String encoded) {
        return encoded;
      }
    };
    try (Stepwell stepwell =
        Stepwell.on(database).register(quotas).codec(codec).build().start()) {
      UUID run = send(stepwell, List.of(new QuotaRaced("a"))).get(0);
      await()
          .atMost(LONG)
          .until(() ->
              stepwell.underway(run).stream().anyMatch(step -> step.stepId().equals("after")));
      assertThat(TestPostgres.count(database, "stepwell.step_slot")).isOne();

      quotas.open();

      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(TestPostgres.count(database, "stepwell.step_slot")).isZero());
      quotas.end();
      assertThatAllComplete(stepwell, List.of(run));
    }
  }

  /** The run executes, because a branch of it holds the slot for which the others wait. */
  @Test
  void aStepThatWaitsForAnotherBranchOfItsRunNamesTheLimitInEveryProcess() throws Exception {
    try (Stepwell stepwell = open().start();
        Stepwell other = Stepwell.on(database).build()) {
      Instant before = Instant.now().minusSeconds(1);
      UUID run = send(stepwell, List.of(new QuotaHeld(3))).get(0);

      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(other.runs().reasons(run))
              .hasSize(2)
              .element(1)
              .isInstanceOfSatisfying(Reason.AwaitingLimit.class, reason -> {
                assertThat(reason.limit()).isEqualTo("concurrency quota-hold > pass-gate");
                assertThat(reason.stepId()).startsWith("pass-gate");
                assertThat(reason.amount()).isEqualTo(1);
                assertThat(reason.holders()).containsExactly(run);
                assertThat(reason.since()).isBetween(before, Instant.now());
              }));
      quotas.open();

      assertThatAllComplete(stepwell, List.of(run));
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(TestPostgres.count(database, "stepwell.delayed_step")).isZero());
    }
  }

  @Test
  void transactionalStepsReleaseTheirSlots() throws Exception {
    try (Stepwell stepwell = open().start()) {
      List<UUID> runs = send(
          stepwell,
          List.of(new QuotaStored("a", 5), new QuotaStored("b", 5), new QuotaStored("c", 5)));

      assertThatAllComplete(stepwell, runs);
      assertThat(quotas.highest().get("write")).isEqualTo(1);
    }
  }

  @Test
  void attemptsAreNeverEarlyAndAProviderHoldsBackAllOfThem() throws Exception {
    try (Stepwell stepwell = open().start()) {
      quotas.refuse(1);
      List<UUID> runs =
          send(stepwell, List.of(new QuotaCalled(4), new QuotaCalled(4), new QuotaCalled(4)));

      assertThatAllComplete(stepwell, runs);
      List<Instant> calls = quotas.calls();
      assertThat(calls).hasSize(13);
      Instant refused = calls.get(0);
      assertThat(calls.get(12)).isAfter(refused.plusSeconds(2));
      long within = calls.stream()
          .filter(call ->
              call.isAfter(refused.plusSeconds(1)) && call.isBefore(refused.plusMillis(1_900)))
          .count();
      assertThat(within).as("calls while all are held back").isZero();
    }
  }
}
