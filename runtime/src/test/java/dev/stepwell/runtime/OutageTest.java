package dev.stepwell.runtime;

import static dev.stepwell.runtime.ThreadPerTask.THREADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.client.UnsureException;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.OrdersSlowWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A Postgres that goes away and comes back: everything resumes, and nothing is lost. */
class OutageTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  private final Probe probe = new Probe();

  private static HikariDataSource through(Outage outage, String database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + outage.port() + "/" + database);
    config.setUsername("postgres");
    config.setConnectionTimeout(2_000);
    return new HikariDataSource(config);
  }

  @Test
  void runsAndSendsGoOnWhenTheDatabaseIsBack() throws Exception {
    try (HikariDataSource direct = TestPostgres.freshDatabase();
        Outage outage = new Outage(TestPostgres.port());
        HikariDataSource database = through(outage, direct.getPoolName());
        Stepwell stepwell = Stepwell.on(database)
            .register(new DurableOrderFlows(probe))
            .backoff(Duration.ofMillis(5), Duration.ofMillis(20))
            .lease(Duration.ofSeconds(60))
            .start()) {
      UUID slow = new StartedRuns(stepwell).started(new OrdersSlowWanted("out"), "slow");
      await().atMost(LONG).until(() -> probe.count("out", "gated") == 1);

      outage.begin();
      probe.openGate("out");
      List<CompletableFuture<Sent>> sending = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String key = "during" + i;
        sending.add(CompletableFuture.supplyAsync(
            () -> stepwell.send(new OrdersFlakyWanted(key, 0)), THREADS));
      }
      await().pollDelay(Duration.ofSeconds(3)).atMost(LONG).until(() -> true);
      assertThat(sending).noneMatch(CompletableFuture::isDone);
      outage.end();

      for (CompletableFuture<Sent> sent : sending) {
        UUID run = sent.get().runIds().get(0);
        assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      }
      assertThat(stepwell.await(slow, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(probe.calls("out"))
          .containsExactlyInAnyOrder("listened", "before", "gated", "after");
      for (int i = 0; i < 20; i++) {
        assertThat(probe.count("during" + i, "attempt 1")).isEqualTo(1);
      }
    }
  }

  @Test
  void aSendThatGetsNoAnswerSaysSoAndMayBeRepeated() throws Exception {
    try (HikariDataSource direct = TestPostgres.freshDatabase();
        Outage outage = new Outage(TestPostgres.port());
        HikariDataSource database = through(outage, direct.getPoolName());
        Stepwell stepwell = Stepwell.on(database)
            .register(new DurableOrderFlows(probe))
            .sendTimeout(Duration.ofMillis(500))
            .start()) {
      outage.begin();
      assertThatThrownBy(() -> stepwell.send(new OrdersFlakyWanted("unsure", 0), "unsure-1"))
          .isInstanceOf(UnsureException.class)
          .hasMessageContaining("send it again with the same id");
      outage.end();

      await()
          .atMost(LONG)
          .ignoreException(UnsureException.class)
          .until(() -> stepwell
                  .send(new OrdersFlakyWanted("unsure", 0), "unsure-1")
                  .runIds()
                  .size()
              == 1);
      await().atMost(LONG).until(() -> probe.count("unsure", "attempt 1") == 1);
    }
  }
}
