package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.CrashMarkWanted;
import dev.stepwell.runtime.flows.CrashRaceWanted;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StepRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers in their own processes, which are really killed or paused. */
class CrashTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int STEPS = 6;

  @TempDir
  Path folder;

  private final List<Process> workers = new ArrayList<>();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell sender = Stepwell.on(database).start();

  @BeforeEach
  void createTable() {
    TestPostgres.execute(
        database, "create table executed (key text, step text, recorded_before boolean not null)");
  }

  @AfterEach
  void close() {
    workers.forEach(Process::destroyForcibly);
    sender.close();
  }

  private Process startWorker() throws IOException {
    Process worker = new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            CrashWorker.class.getName(),
            "jdbc:postgresql://127.0.0.1:" + TestPostgres.port() + "/" + database.getPoolName())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("worker" + workers.size() + ".log").toFile())
        .start();
    workers.add(worker);
    return worker;
  }

  private long count(String what) {
    return TestPostgres.count(database, what);
  }

  private List<Sent> send(int runs) {
    await().atMost(LONG).until(() -> sender.eventNames().contains("crash/mark.wanted"));
    List<CrashMarkWanted> events = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      events.add(new CrashMarkWanted("k" + i, STEPS, 40));
    }
    return sender.sendAll(events);
  }

  private void assertThatAllCompletedAndNoRecordedStepRanAgain(List<Sent> sent) throws Exception {
    for (Sent one : sent) {
      Run run = sender.await(one.runIds().get(0), LONG);
      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    }
    assertThat(count("stepwell.step where status = 'completed'"))
        .isEqualTo((long) sent.size() * STEPS);
    assertThat(count("executed where recorded_before"))
        .as("executions of a step after its outcome was recorded")
        .isZero();
  }

  @Test
  void runsOfAKilledWorkerGoOnInAnother() throws Exception {
    Process first = startWorker();
    List<Sent> sent = send(100);
    await().atMost(LONG).until(() -> count("stepwell.step") > 100);

    first.destroyForcibly().waitFor();
    long recorded = count("stepwell.step");
    assertThat(recorded).as("steps at the kill").isLessThan(100L * STEPS);
    startWorker();

    assertThatAllCompletedAndNoRecordedStepRanAgain(sent);
  }

  @Test
  void aWorkerThatPausedForLongerThanItsLeaseRecordsNothingAfterwards() throws Exception {
    Process paused = startWorker();
    List<Sent> sent = send(60);
    await().atMost(LONG).until(() -> count("stepwell.step") > 40);
    signal("-STOP", paused);
    startWorker();
    assertThatAllCompletedAndNoRecordedStepRanAgain(sent);
    long recorded = count("stepwell.step");
    long executed = count("executed");

    signal("-CONT", paused);
    List<Sent> more = send(20);
    for (Sent one : more) {
      assertThat(sender.await(one.runIds().get(0), LONG).status()).isEqualTo(RunStatus.COMPLETED);
    }

    assertThat(count("stepwell.step")).isEqualTo(recorded + 20L * STEPS);
    assertThat(count("executed")).isBetween(executed + 20L * STEPS, executed + 20L * STEPS + 60);
    assertThat(paused.isAlive()).isTrue();
  }

  @Test
  void racesOfKilledWorkersHaveTheirWinnersAndLeaveNothing() throws Exception {
    Process worker = startWorker();
    await().atMost(LONG).until(() -> sender.eventNames().contains("crash/race.wanted"));
    List<CrashRaceWanted> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      events.add(new CrashRaceWanted("r" + i, 3, 20 + i % 7));
    }
    List<Sent> sent = sender.sendAll(events);
    for (int kill = 0; kill < 2; kill++) {
      long decided = count("stepwell.step where id like 'first%'");
      await()
          .atMost(LONG)
          .until(() -> count("stepwell.step where id like 'first%'") > decided + 15);
      worker.destroyForcibly().waitFor();
      worker = startWorker();
    }

    for (Sent one : sent) {
      Run run = sender.await(one.runIds().get(0), LONG);
      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
      List<String> chosen = sender.runs().steps(run.id()).stream()
          .filter(step -> step.id().startsWith("chosen"))
          .sorted(Comparator.comparing(StepRecord::id))
          .map(StepRecord::result)
          .toList();
      assertThat(run.output()).isEqualTo("[" + String.join(",", chosen) + "]");
    }
    assertThat(count("stepwell.step s join stepwell.run r on r.id = s.run_id"
            + " where r.function_id = 'crash-race' and s.status in ('waiting', 'retrying')"))
        .isZero();
    assertThat(count("stepwell.run where status not in ('completed', 'cancelled')"))
        .isZero();
    assertThat(count("stepwell.run where function_id = 'crash-race' and status <> 'completed'"))
        .isZero();
  }

  private static void signal(String signal, Process process) throws Exception {
    assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
            .start()
            .waitFor(10, TimeUnit.SECONDS))
        .isTrue();
  }
}
