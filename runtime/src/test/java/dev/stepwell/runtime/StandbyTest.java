package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.client.UnsureException;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.store.SchemaException;
import dev.stepwell.runtime.store.SchemaException.Problem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that becomes a standby, and is promoted. */
@Timeout(180)
class StandbyTest {
  @TempDir
  Path folder;

  private final Probe probe = new Probe();
  private int port;
  private EmbeddedPostgres server;

  @BeforeEach
  void startPrimary() throws IOException {
    server = start(TestPostgres.server());
    port = server.getPort();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private EmbeddedPostgres start(EmbeddedPostgres.Builder server) throws IOException {
    return server
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .start();
  }

  /** Like the host that a failover has left behind: the same data, read-only. */
  private void becomeStandby() throws IOException {
    server.close();
    Files.createFile(folder.resolve("data/standby.signal"));
    server = start(TestPostgres.server().setPort(port));
  }

  private void promote() {
    assertThat(TestPostgres.column(server.getPostgresDatabase(), "select pg_promote()"))
        .containsExactly("t");
  }

  private StepwellBuilder worker() {
    return Stepwell.on("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "")
        .register(new DurableOrderFlows(probe));
  }

  @Test
  void isNamedByAProcessThatStartsOnIt() throws IOException {
    worker().start().close();
    becomeStandby();

    assertThatThrownBy(() -> worker().start())
        .isInstanceOfSatisfying(
            SchemaException.class,
            refused -> assertThat(refused.problem()).isEqualTo(Problem.STANDBY))
        .hasMessageContaining("is a standby")
        .hasMessageContaining("targetServerType=primary");
    assertThatThrownBy(() -> Stepwell.migrate(server.getPostgresDatabase(), "other"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("is a standby");
  }

  @Test
  void isWaitedForUntilItIsPromoted() throws Exception {
    worker().start().close();
    becomeStandby();
    CompletableFuture<Stepwell> starting = CompletableFuture.supplyAsync(
        () -> worker().waitForDatabase(LONG).start(), ThreadPerTask.THREADS);
    await().pollDelay(Duration.ofSeconds(1)).atMost(LONG).until(() -> !starting.isDone());
    promote();

    try (Stepwell stepwell = starting.get()) {
      UUID run = new StartedRuns(stepwell).started(new OrdersFlakyWanted("late", 0));
      assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void losesNothingOfAProcessThatGoesOn() throws Exception {
    try (Stepwell stepwell = worker().sendTimeout(Duration.ofSeconds(2)).start()) {
      UUID before = new StartedRuns(stepwell).started(new OrdersFlakyWanted("before", 0));
      assertThat(stepwell.await(before, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      becomeStandby();

      assertThatThrownBy(() -> stepwell.send(new OrdersFlakyWanted("during", 0), "during-1"))
          .isInstanceOf(UnsureException.class);
      promote();

      await()
          .atMost(LONG)
          .ignoreException(UnsureException.class)
          .until(() -> !stepwell
              .send(new OrdersFlakyWanted("during", 0), "during-1")
              .runIds()
              .isEmpty());
      await().atMost(LONG).untilAsserted(() -> assertThat(probe.calls("during")).hasSize(1));
    }
  }
}
