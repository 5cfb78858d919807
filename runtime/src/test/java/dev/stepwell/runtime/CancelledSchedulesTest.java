package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableAdmissions;
import dev.stepwell.runtime.flows.Functions;
import dev.stepwell.runtime.flows.LatestWanted;
import dev.stepwell.runtime.flows.RevisedWanted;
import dev.stepwell.runtime.flows.SettledWanted;
import dev.stepwell.runtime.flows.SingleEnd;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scheduled events whose runs are cancelled before they fire, and events that a run has gathered. */
@Timeout(180)
class CancelledSchedulesTest {
  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private static SendOptions soon() {
    return SendOptions.at(Instant.now().plusMillis(700));
  }

  @Test
  void theyReplaceNoRunThatWaits() throws Exception {
    try (Stepwell stepwell =
        Stepwell.on(database).register(new DurableAdmissions()).start()) {
      StartedRuns runs = new StartedRuns(stepwell);
      UUID first = runs.started(new LatestWanted(1));
      runs.awaitStatus(first, RunStatus.WAITING);
      UUID second = runs.started(new LatestWanted(2));
      stepwell.send(new LatestWanted(3), soon());
      stepwell.cancel(Functions.LATEST, LatestWanted.where().number(3));

      await()
          .atMost(LONG)
          .until(() -> stepwell.runs().newest("latest", 3).stream()
              .anyMatch(run -> run.status() == RunStatus.CANCELLED));
      stepwell.send(new SingleEnd(1));
      assertThat(stepwell.await(first, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      stepwell.send(new SingleEnd(2));
      assertThat(stepwell.await(second, LONG).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void theyJoinNoRunThatGathers() throws Exception {
    try (Stepwell stepwell =
        Stepwell.on(database).register(new DurableAdmissions()).start()) {
      stepwell.send(new SettledWanted("d", 9), soon());
      stepwell.cancel(Functions.SETTLED, SettledWanted.where().document("d"));
      UUID run = stepwell.send(new SettledWanted("d", 1)).runIds().get(0);

      assertThat(stepwell.await(run, LONG).output()).isEqualTo("\"d1\"");
      await()
          .atMost(LONG)
          .until(() -> stepwell.runs().newest("settled", 2).stream()
              .anyMatch(one -> one.status() == RunStatus.CANCELLED));
    }
  }

  @Test
  void aWaitTakesNoEventThatTheRunHasGathered() throws Exception {
    try (Stepwell stepwell =
        Stepwell.on(database).register(new DurableAdmissions()).start()) {
      UUID run = stepwell.send(new RevisedWanted("d", 1)).runIds().get(0);
      stepwell.send(new RevisedWanted("d", 2));
      stepwell.send(new RevisedWanted("d", 3));

      assertThat(stepwell.await(run, LONG).output()).isEqualTo("\"version 3, then 0\"");
    }
  }
}
