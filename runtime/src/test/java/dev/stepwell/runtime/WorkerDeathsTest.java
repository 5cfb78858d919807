package dev.stepwell.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.WorkerDiedException;
import dev.stepwell.runtime.flows.PoisonsFlowWanted;
import dev.stepwell.runtime.flows.PoisonsInnocentWanted;
import dev.stepwell.runtime.flows.PoisonsStepWanted;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that really end the processes of their workers, and other runs at the same time. */
class WorkerDeathsTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir
  Path folder;

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell sender = Stepwell.on(database).start();
  private final List<Process> workers = new ArrayList<>();

  @AfterEach
  void close() {
    workers.forEach(Process::destroyForcibly);
    sender.close();
  }

  private void startWorker() throws IOException {
    workers.add(new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            PoisonWorker.class.getName(),
            "jdbc:postgresql://127.0.0.1:" + TestPostgres.port() + "/" + database.getPoolName())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("worker" + workers.size() + ".log").toFile())
        .start());
  }

  /** Keeps one worker alive, as a supervisor does, until all these runs have ended. */
  private void superviseUntilEnded(List<UUID> runs) throws Exception {
    Instant end = Instant.now().plus(LONG);
    while (!runs.stream()
        .allMatch(id -> sender.runs().run(id).orElseThrow().status().isEnded())) {
      assertThat(Instant.now())
          .as(() -> "all runs end; after " + workers.size() + " workers: " + live())
          .isBefore(end);
      if (workers.isEmpty() || !workers.get(workers.size() - 1).isAlive()) {
        startWorker();
      }
      workers.get(workers.size() - 1).waitFor(200, TimeUnit.MILLISECONDS);
    }
  }

  private List<String> live() {
    return TestPostgres.column(
        database,
        "select concat_ws(' ', function_id, status, worker_deaths, lone_deaths, solitary, due_at - now())"
            + " from stepwell.run where ended_at is null order by due_at limit 20");
  }

  private UUID sent(Record event) {
    Sent sent = sender.send(event);
    return sent.runIds().get(0);
  }

  private void startFirstWorker() throws IOException {
    startWorker();
    await().atMost(LONG).until(() -> sender.eventNames().contains("poisons/step.wanted"));
  }

  @Test
  void aStepThatKillsItsWorkersFailsItsRun() throws Exception {
    startFirstWorker();
    UUID run = sent(new PoisonsStepWanted("p"));

    superviseUntilEnded(List.of(run));

    ErrorInfo error = requireNonNull(sender.runs().run(run).orElseThrow().error());
    assertThat(error.type()).isEqualTo(WorkerDiedException.class.getName());
    assertThat(error.stepId()).isEqualTo("deadly");
    assertThat(error.attempts()).isEqualTo(3);
    assertThat(sender.runs().failedAttempts(run))
        .extracting(
            FailedAttempt::stepId,
            FailedAttempt::attempt,
            attempt -> attempt.error().type())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("deadly", 1, WorkerDiedException.class.getName()),
            org.assertj.core.groups.Tuple.tuple("deadly", 2, WorkerDiedException.class.getName()),
            org.assertj.core.groups.Tuple.tuple("deadly", 3, WorkerDiedException.class.getName()));
    List<Run> handlers = sender.runs().startedBy(run + ":failed");
    superviseUntilEnded(List.of(handlers.get(0).id()));
    assertThat(requireNonNull(sender.runs().steps(handlers.get(0).id()).get(0).result()))
        .isEqualTo("\"dev.stepwell.WorkerDiedException in deadly\"");
    assertThat(workers).hasSizeBetween(4, 8);
  }

  @Test
  void aFlowThatKillsItsWorkersBetweenStepsFails() throws Exception {
    startFirstWorker();
    UUID run = sent(new PoisonsFlowWanted("p"));

    superviseUntilEnded(List.of(run));

    ErrorInfo error = requireNonNull(sender.runs().run(run).orElseThrow().error());
    assertThat(error.type()).isEqualTo(WorkerDiedException.class.getName());
    assertThat(error.stepId()).isNull();
    assertThat(error.message()).contains("3 workers have died", "between its steps");
    assertThat(workers).hasSizeBetween(4, 8);
  }

  @Test
  void innocentRunsGetThrough() throws Exception {
    startFirstWorker();
    List<UUID> innocent = new ArrayList<>();
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      if (i == 100) {
        all.add(sent(new PoisonsStepWanted("p")));
      }
      innocent.add(sent(new PoisonsInnocentWanted("i" + i, 1_000)));
    }
    all.addAll(innocent);

    superviseUntilEnded(all);

    assertThat(innocent)
        .allSatisfy(id -> assertThat(sender.runs().run(id).orElseThrow().status())
            .isEqualTo(RunStatus.COMPLETED));
    assertThat(sender.runs().run(all.get(0)).orElseThrow().status()).isEqualTo(RunStatus.FAILED);
    assertThat(workers.size()).isBetween(4, 16);
  }
}
