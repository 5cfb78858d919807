package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.Approved;
import dev.stepwell.runtime.flows.Backups;
import dev.stepwell.runtime.flows.BackupsExecutionWanted;
import dev.stepwell.runtime.flows.BackupsLimitWanted;
import dev.stepwell.runtime.flows.BackupsLimitedStepWanted;
import dev.stepwell.runtime.flows.BackupsSleepWanted;
import dev.stepwell.runtime.flows.BackupsWaitWanted;
import dev.stepwell.runtime.flows.DurableBackups;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a restored dump of a database with runs in flight does: see docs/backup.md. */
@Timeout(180)
class RestoreTest {
  private static final String PAUSE_ALL = "update stepwell.function set paused_at = now()";

  /** More than the server executes into which the dump is restored. */
  private static final String MANY_TRANSACTIONS = """
      do $$ begin
        for i in 1..20000 loop
          perform pg_current_xact_id();
          commit;
        end loop;
      end $$""";

  /** As if the restored database had been down for a day. */
  private static final String A_DAY_PASSES = """
      update stepwell.run set due_at = due_at - interval '1 day' where status = 'waiting';
      update stepwell.step set due_at = due_at - interval '1 day' where status = 'waiting' and kind = 'sleep'""";

  @TempDir
  Path folder;

  /** The runs that are in flight in the dump. */
  private record InFlight(
      UUID executing, UUID sleeping, UUID waiting, List<UUID> limited, List<UUID> ofLimitedStep) {
    List<UUID> all() {
      List<UUID> all = new ArrayList<>(List.of(executing, sleeping, waiting));
      all.addAll(limited);
      all.addAll(ofLimitedStep);
      return all;
    }
  }

  private static Stepwell worker(HikariDataSource database, Backups backups) {
    return Stepwell.on(database)
        .register(backups)
        .beat(Duration.ofMillis(300))
        .lease(Duration.ofSeconds(3))
        .start();
  }

  private InFlight dumped(Path dump) throws IOException {
    CountDownLatch gate = new CountDownLatch(1);
    Backups backups = new DurableBackups(gate);
    try (DebianPostgres server =
            new DebianPostgres(Files.createDirectory(folder.resolve("first")));
        HikariDataSource database = server.pool();
        Stepwell stepwell = worker(database, backups)) {
      TestPostgres.execute(database, MANY_TRANSACTIONS);
      StartedRuns runs = new StartedRuns(stepwell);
      InFlight inFlight = new InFlight(
          runs.started(new BackupsExecutionWanted("executing")),
          runs.started(new BackupsSleepWanted("sleeping")),
          runs.started(new BackupsWaitWanted("waiting")),
          List.of(
              runs.started(new BackupsLimitWanted("limited 1")),
              runs.started(new BackupsLimitWanted("limited 2"))),
          List.of(
              runs.started(new BackupsLimitedStepWanted("step 1")),
              runs.started(new BackupsLimitedStepWanted("step 2"))));
      runs.parked(inFlight.sleeping());
      runs.parked(inFlight.waiting());
      await()
          .atMost(LONG)
          .until(
              () -> TestPostgres.count(database, "stepwell.step_slot where worker_id is null") == 1
                  && backups.executed().contains("executing"));
      server.dumpTo(dump);
      gate.countDown();
      return inFlight;
    }
  }

  /** The server's programs are run as another user. */
  @BeforeEach
  void openFolder() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void runsInFlightResumeInARestoredDatabaseOnceTheyAreNoLongerPaused() throws Exception {
    Path dump = folder.resolve("dump");
    InFlight inFlight = dumped(dump);
    Backups backups = new DurableBackups(new CountDownLatch(0));
    try (DebianPostgres server =
            new DebianPostgres(Files.createDirectory(folder.resolve("second")));
        HikariDataSource database = server.pool()) {
      server.restore(dump);
      TestPostgres.execute(database, PAUSE_ALL);
      TestPostgres.execute(database, A_DAY_PASSES);
      try (Stepwell stepwell = worker(database, backups)) {
        StartedRuns runs = new StartedRuns(stepwell);
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertThat(stepwell.runs().reasons(inFlight.executing()))
                .singleElement()
                .isInstanceOf(Reason.Paused.class));
        assertThat(backups.executed())
            .as("on a copy whose functions are paused")
            .isEmpty();

        stepwell.functions().forEach(function -> stepwell.resume(function.id()));
        stepwell.send(new Approved("waiting", "ann"));
        for (UUID run : inFlight.all()) {
          assertThat(runs.ended(run).status()).isEqualTo(RunStatus.COMPLETED);
        }
        assertThat(runs.ended(inFlight.waiting()).output()).isEqualTo("\"ann\"");
        assertThat(backups.executed())
            .as("steps without an outcome in the dump, once each")
            .containsExactlyInAnyOrder(
                "executing", "sleeping", "limited 1", "limited 2", "step 1", "step 2");
        await().atMost(LONG).untilAsserted(() -> {
          assertThat(TestPostgres.count(database, "stepwell.limit_key where running <> 0"))
              .isZero();
          assertThat(TestPostgres.count(database, "stepwell.step_slot")).isZero();
        });
        assertThatWaitsThatBeginNowWork(runs);
      }
    }
  }

  /** The dump has ids of transactions that this server has not reached. */
  private static void assertThatWaitsThatBeginNowWork(StartedRuns runs) throws Exception {
    UUID next = runs.started(new BackupsWaitWanted("next"));
    runs.parked(next);
    runs.stepwell().send(new Approved("next", "bob"));

    assertThat(runs.ended(next).output()).isEqualTo("\"bob\"");
  }
}
