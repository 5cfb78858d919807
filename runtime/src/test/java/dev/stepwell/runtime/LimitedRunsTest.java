package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.flows.DurableGauges;
import dev.stepwell.runtime.flows.GaugeWanted;
import dev.stepwell.runtime.flows.Gauges;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Limits as workers keep them: by the rows, and by what the steps count themselves. */
class LimitedRunsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String TENANT = "event.data.tenant";

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Gauges gauges = new DurableGauges();

  private Stepwell open() {
    return Stepwell.on(database).register(gauges).maxConcurrentRuns(30).build();
  }

  /** Publishes the function as code with these limits does. */
  private void limit(FlowControl flow) {
    DatabaseClock clock = new DatabaseClock();
    try (PostgresStore store = new PostgresStore(database, clock, new Json())) {
      clock.read(store.now());
      StoredFunction gauge = store.functions().describe().stream()
          .filter(function -> function.id().equals("gauge"))
          .findFirst()
          .orElseThrow();
      store.functions().publish(List.of(gauge.controlled(Duration.ofHours(24), flow)));
    }
  }

  private static FlowControl flow(
      @Nullable ThrottleDefinition throttle, ConcurrencyDefinition... limits) {
    return new FlowControl(
        List.of(limits), throttle, null, null, null, null, null, null, List.of());
  }

  private void assertThatNothingIsHeld() {
    await().atMost(LONG).untilAsserted(() -> {
      assertThat(TestPostgres.count(database, "stepwell.limit_key where running <> 0"))
          .isZero();
      assertThat(TestPostgres.count(database, "stepwell.run where slot_worker is not null"))
          .isZero();
    });
  }

  private static List<UUID> send(Stepwell stepwell, List<GaugeWanted> events) {
    return stepwell.sendAll(events).stream().map(sent -> sent.runIds().get(0)).toList();
  }

  private static void assertThatAllComplete(Stepwell stepwell, List<UUID> runs)
      throws InterruptedException {
    for (UUID run : runs) {
      assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @RepeatedTest(4)
  void stepsAndParallelStepsNeverExceedTheirLimits(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    int perTenant = 1 + random.nextInt(3);
    int inAll = perTenant + random.nextInt(4);
    try (Stepwell stepwell = open();
        Stepwell other = open()) {
      limit(flow(
          null,
          ConcurrencyDefinition.of(perTenant).withKey(TENANT),
          ConcurrencyDefinition.of(inAll).withScope("all")));
      List<GaugeWanted> events = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        events.add(new GaugeWanted("t" + random.nextInt(3), random.nextInt(5), random.nextInt(15)));
      }
      List<UUID> runs = send(stepwell, events);
      stepwell.start();
      other.start();

      assertThatAllComplete(stepwell, runs);
      assertThat(gauges.highest().get("all")).isLessThanOrEqualTo(inAll);
      gauges
          .highest()
          .forEach((name, highest) -> assertThat(highest)
              .as(name)
              .isLessThanOrEqualTo(name.equals("all") ? inAll : perTenant));
      assertThatNothingIsHeld();
    }
  }

  @Test
  void aRunWhoseBranchesCannotTakeOrReleaseSlotsForAWhileContinues() throws Exception {
    TestPostgres.execute(database, """
        create sequence fault;
        create function fail() returns trigger language plpgsql as $$ begin
          if greatest(old.slots, new.slots) > 1 and old.slots <> new.slots and nextval('fault') % 3 <> 0 then
            raise exception 'the lock is taken' using errcode = 'lock_not_available';
          end if;
          return new;
        end $$;
        create trigger fail before update of slots on stepwell.run for each row execute function fail();
        """);
    try (Stepwell stepwell = open()) {
      limit(flow(null, ConcurrencyDefinition.of(4)));
      stepwell.start();
      List<UUID> runs = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        runs.addAll(send(stepwell, List.of(new GaugeWanted("t" + i, 12, 30))));
      }

      assertThatAllComplete(stepwell, runs);
      assertThat(gauges.highest().get("all")).isBetween(2, 4);
      assertThat(TestPostgres.column(database, "select is_called from fault")).containsExactly("t");
      assertThatNothingIsHeld();
    }
  }

  @Test
  void aRerunByAProcessThatHasNotSeenTheLimitHasIt() throws Exception {
    try (Stepwell server = open();
        Stepwell stepwell = open()) {
      limit(flow(null, ConcurrencyDefinition.of(1)));
      stepwell.start();
      UUID run = send(stepwell, List.of(new GaugeWanted("t", 0, 1))).get(0);
      assertThatAllComplete(stepwell, List.of(run));
      await()
          .atMost(LONG)
          .until(() ->
              TestPostgres.count(database, "stepwell.function where limits_changed_in is not null")
                  == 0);

      assertThatAllComplete(stepwell, List.of(server.rerun(run)));
    }
  }

  @Test
  void aRaisedLimitIsUsedByTheBranchesOfARunInFlight() throws Exception {
    try (Stepwell stepwell = open()) {
      limit(flow(null, ConcurrencyDefinition.of(1)));
      stepwell.start();
      UUID run = send(stepwell, List.of(new GaugeWanted("t", 40, 50))).get(0);
      await().atMost(LONG).until(() -> gauges.highest().containsKey("t"));
      limit(flow(null, ConcurrencyDefinition.of(4)));

      assertThatAllComplete(stepwell, List.of(run));
      assertThat(gauges.highest().get("t")).isBetween(2, 4);
    }
  }

  @Test
  void aCancelledRunThatStillExecutesKeepsItsSlot() throws Exception {
    try (Stepwell stepwell = open()) {
      limit(flow(null, ConcurrencyDefinition.of(1).perRun(), ConcurrencyDefinition.of(1)));
      stepwell.start();
      List<UUID> runs =
          send(stepwell, List.of(new GaugeWanted("a", 0, 20_000), new GaugeWanted("b", 0, 1)));
      await().atMost(LONG).until(() -> !gauges.highest().isEmpty());
      UUID first = gauges.highest().containsKey("a") ? runs.get(0) : runs.get(1);
      stepwell.cancel(first);

      UUID second = runs.get(first.equals(runs.get(0)) ? 1 : 0);
      if (second.equals(runs.get(0))) {
        stepwell.cancel(second);
      } else {
        assertThatAllComplete(stepwell, List.of(second));
      }
      assertThat(gauges.highest().get("all")).isEqualTo(1);
      assertThatNothingIsHeld();
    }
  }

  @Test
  void startsAreNeverEarly() throws Exception {
    try (Stepwell stepwell = open()) {
      limit(flow(ThrottleDefinition.of(20, Duration.ofSeconds(1)).withBurst(3)));
      List<GaugeWanted> events = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        events.add(new GaugeWanted("t", 0, 0));
      }
      List<UUID> runs = send(stepwell, events);
      stepwell.start();

      assertThatAllComplete(stepwell, runs);
      assertThat(TestPostgres.count(database, """
          (select started_at - lag(started_at, 3) over (order by started_at) as apart from stepwell.run) as starts
          where apart < interval '50 milliseconds'""")).isZero();
    }
  }
}
