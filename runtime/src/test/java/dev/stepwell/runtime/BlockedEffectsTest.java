package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableAdmissions;
import dev.stepwell.runtime.flows.DurableGauges;
import dev.stepwell.runtime.flows.GaugeWanted;
import dev.stepwell.runtime.flows.SingleEnd;
import dev.stepwell.runtime.flows.SingleWanted;
import dev.stepwell.runtime.model.RunStatus;
import java.sql.Connection;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller's transaction that stays open blocks what it has locked, and nothing else of the worker. */
@Timeout(180)
class BlockedEffectsTest {
  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private Stepwell start() {
    return Stepwell.on(database)
        .register(new DurableAdmissions())
        .register(new DurableGauges())
        .start();
  }

  @Test
  void aScheduledEventWaitsForItsKeyAndSleepsEndMeanwhile() throws Exception {
    try (Stepwell stepwell = start();
        Connection connection = database.getConnection()) {
      StartedRuns runs = new StartedRuns(stepwell);
      connection.setAutoCommit(false);
      UUID first = stepwell.send(connection, new SingleWanted("x", 2)).runIds().get(0);
      stepwell.send(new SingleWanted("x", 3), SendOptions.at(Instant.now().plusMillis(100)));
      stepwell.send(new SingleWanted("other", 4), SendOptions.at(Instant.now().plusMillis(100)));

      UUID sleeping = runs.started(new GaugeWanted("t", 0, 500));
      assertThat(stepwell.await(sleeping, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      await().atMost(LONG).until(() -> !stepwell.runs().newest("single", 1).isEmpty());
      runs.awaitStatus(stepwell.runs().newest("single", 1).get(0).id(), RunStatus.WAITING);
      connection.commit();

      assertThat(stepwell.await(first, LONG).status())
          .as("the event that was blocked replaces it, before it has begun or afterwards")
          .isIn(RunStatus.SKIPPED, RunStatus.CANCELLED);
      connection.setAutoCommit(true);
    }
  }

  @Test
  void anEventWaitsForTheRunThatItWakesAndOthersAreWoken() throws Exception {
    try (Stepwell stepwell = start();
        Connection connection = database.getConnection()) {
      StartedRuns runs = new StartedRuns(stepwell);
      UUID blocked = runs.started(new SingleWanted("y", 1));
      UUID free = runs.started(new SingleWanted("z", 2));
      runs.awaitStatus(blocked, RunStatus.WAITING);
      runs.awaitStatus(free, RunStatus.WAITING);

      connection.setAutoCommit(false);
      stepwell.within(connection).cancel(blocked);
      stepwell.send(new SingleEnd(1));
      stepwell.send(new SingleEnd(2));
      assertThat(stepwell.await(free, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      connection.rollback();

      assertThat(stepwell.await(blocked, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      connection.setAutoCommit(true);
    }
  }
}
