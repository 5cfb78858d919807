package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.flows.DurableGauges;
import dev.stepwell.runtime.flows.GaugeWanted;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A release without a limit, and a rollback that puts it back, while runs hold its slots. */
@Timeout(180)
class LimitsPutBackTest {
  private static final ConcurrencyDefinition ONE =
      ConcurrencyDefinition.of(1).withKey("event.data.tenant");

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private void publish(ConcurrencyDefinition... limits) {
    FlowControl flow =
        new FlowControl(List.of(limits), null, null, null, null, null, null, null, List.of());
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

  private List<String> held() {
    return TestPostgres.column(
        database, "select key || ' ' || running from stepwell.limit_key where running <> 0");
  }

  @Test
  void aSlotOfARunIsReleasedUnderItsOwnKey() throws Exception {
    try (Stepwell stepwell = Stepwell.on(database).register(new DurableGauges()).build()) {
      StartedRuns runs = new StartedRuns(stepwell);
      publish(ONE.perRun());
      stepwell.start();
      UUID first = runs.started(new GaugeWanted("a", 0, 2_000));
      runs.awaitStatus(first, RunStatus.WAITING);

      publish();
      publish(ONE.perRun());
      UUID second = runs.started(new GaugeWanted("a", 0, 1));

      assertThat(stepwell.await(first, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(stepwell.await(second, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      await().atMost(LONG).untilAsserted(() -> assertThat(held()).isEmpty());
    }
  }

  @Test
  void slotsOfAttemptsAreReleasedUnderTheirOwnKeys() throws Exception {
    try (Stepwell stepwell = Stepwell.on(database).register(new DurableGauges()).build()) {
      StartedRuns runs = new StartedRuns(stepwell);
      publish(ONE);
      stepwell.start();
      UUID first = runs.started(new GaugeWanted("a", 0, 700));
      UUID second = runs.started(new GaugeWanted("b", 0, 2_000));
      await().atMost(LONG).untilAsserted(() -> assertThat(held()).hasSize(2));

      publish();
      publish(ONE);

      assertThat(stepwell.await(first, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(stepwell.await(second, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      await().atMost(LONG).untilAsserted(() -> assertThat(held()).isEmpty());
    }
  }
}
