package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.contract.Catalog;
import dev.stepwell.runtime.flows.Clocks;
import dev.stepwell.runtime.flows.LetterFlows;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StoredFunction;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in flight after a deploy with declared new names and versions. */
class NewNamesTest {
  @TempDir
  Path folder;

  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  /** Starts a process whose build has these catalogs. */
  private Stepwell start(Class<? extends Catalog> catalog, Object... objects) throws IOException {
    Path services = folder.resolve(catalog.getSimpleName()).resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(services.resolve(Catalog.class.getName()), catalog.getName());
    URL[] urls = {folder.resolve(catalog.getSimpleName()).toUri().toURL()};
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      return Stepwell.on(database)
          .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
          .register(objects)
          .start();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private Stepwell startFirst() throws IOException {
    return start(LetterFlows.FirstCatalog.class, new LetterFlows.First(probe));
  }

  private Stepwell startRenamed() throws IOException {
    return start(LetterFlows.RenamedCatalog.class, new LetterFlows.Renamed(probe));
  }

  private Stepwell startSecond() throws IOException {
    return start(LetterFlows.SecondCatalog.class, new LetterFlows.Second(probe));
  }

  private static List<UUID> send(Stepwell stepwell, String key) {
    return stepwell
        .sendJson(List.of(new JsonEvent("letters/wanted", "{\"key\":\"" + key + "\"}", null, null)))
        .get(0)
        .runIds();
  }

  private static UUID parked(Stepwell stepwell, String key) {
    List<UUID> runs = send(stepwell, key);
    assertThat(runs).hasSize(1);
    new StartedRuns(stepwell).parked(runs.get(0));
    return runs.get(0);
  }

  /** Ends the night of a run that sleeps. */
  private void wake(UUID run) {
    TestPostgres.execute(
        database,
        "update stepwell.step set due_at = now() where run_id = '" + run + "' and kind = 'sleep'");
    TestPostgres.execute(
        database, "update stepwell.run set due_at = now() where id = '" + run + "'");
  }

  @Test
  void theOutcomesOfAnOldIdAreThoseOfTheStep() throws Exception {
    UUID run;
    try (Stepwell first = startFirst()) {
      run = parked(first, "twice");
    }
    assertThat(probe.calls("twice")).containsExactly("make1", "make2", "make2");

    try (Stepwell renamed = startRenamed()) {
      wake(run);
      Run ended = renamed.await(run, LONG);

      assertThat(ended.output()).isEqualTo("\"make1make2write3\"");
      assertThat(probe.calls("twice")).containsExactly("make1", "make2", "make2", "write3");
      assertThat(renamed.runs().steps(run))
          .extracting(StepRecord::id)
          .containsExactly("make", "make:1", "lie", "write:2");
      assertThat(ended.functionId()).isEqualTo("letters");
    }
  }

  @Test
  void attemptsGoOnUnderTheIdUnderWhichTheyBegan() throws Exception {
    UUID run;
    try (Stepwell first = startFirst()) {
      run = parked(first, "late");
    }
    TestPostgres.execute(
        database,
        "update stepwell.step set status = 'retrying', result = null, attempts = 2, due_at = now(), error ="
            + " '{\"type\":\"x\",\"message\":\"y\",\"stackTrace\":\"\",\"stepId\":null,\"attempts\":0}'"
            + " where id = 'make:1'");
    try (Stepwell renamed = startRenamed()) {
      wake(run);
      assertThat(renamed.await(run, LONG).output()).isEqualTo("\"make1write2write3\"");
      assertThat(renamed.runs().steps(run))
          .filteredOn(step -> step.id().equals("make:1"))
          .extracting(StepRecord::attempts)
          .containsExactly(3);
    }
  }

  @Test
  void theOldNameStartsNoMoreRunsWhicheverWorkersLive() throws Exception {
    try (Stepwell first = startFirst();
        Stepwell renamed = startRenamed();
        Stepwell again = startFirst()) {
      for (Stepwell any : List.of(renamed, again, first)) {
        UUID run = parked(any, "new");
        assertThat(any.runs().run(run).orElseThrow().functionId()).isEqualTo("mail");
      }
      assertThat(first.functions())
          .filteredOn(function -> function.events().contains("letters/wanted"))
          .extracting(StoredFunction::id, StoredFunction::replacedBy)
          .containsExactly(tuple("letters", "mail"), tuple("mail", null));
    }
  }

  @Test
  void aNameThatIsGivenBackStartsRunsAgain() throws Exception {
    startFirst().close();
    UUID run;
    try (Stepwell renamed = startRenamed()) {
      run = parked(renamed, "back");
    }
    try (Stepwell back =
        start(LetterFlows.NamedBackCatalog.class, new LetterFlows.NamedBack(probe))) {
      UUID other = parked(back, "other");
      assertThat(back.runs().run(other).orElseThrow().functionId()).isEqualTo("letters");
      wake(run);
      assertThat(back.await(run, LONG).output()).isEqualTo("\"write1write2make3\"");
    }
  }

  @Test
  void aFailureIsHandledUnderTheNewName() throws Exception {
    UUID run;
    try (Stepwell first = startFirst()) {
      run = parked(first, "lost");
    }
    try (Stepwell renamed = startRenamed()) {
      wake(run);
      assertThat(renamed.await(run, LONG).status()).isEqualTo(RunStatus.FAILED);
      await().atMost(LONG).until(() -> probe.count("lost", "lost by mail") == 1);
      assertThat(renamed.statistics())
          .as("each function is counted once")
          .extracting(statistics -> statistics.functionId())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whoCancelsAFunctionMeansItsOldNameToo() throws Exception {
    UUID run;
    try (Stepwell first = startFirst()) {
      run = parked(first, "stopped");
    }
    try (Stepwell renamed = startRenamed()) {
      assertThat(renamed.cancel(LetterFlows.RENAMED, new LetterFlows.Of("stopped")))
          .containsExactly(run);
      assertThat(renamed.await(run, LONG).status()).isEqualTo(RunStatus.CANCELLED);
    }
  }

  @Test
  void theClockOfAnOldNameIsGoneWhicheverWorkersLive() throws Exception {
    try (Stepwell first = start(Clocks.NightlyCatalog.class, new Clocks.Nightly());
        Stepwell renamed = start(Clocks.DailyCatalog.class, new Clocks.Daily());
        Stepwell again = start(Clocks.NightlyCatalog.class, new Clocks.Nightly())) {
      assertThat(clocks()).containsExactly("daily");

      TestPostgres.execute(
          database, "insert into stepwell.schedule values ('nightly', '0 3 * * *', 'UTC', now())");
      TestPostgres.execute(database, "update stepwell.schedule set next_at = now()");
      await()
          .atMost(LONG)
          .until(() -> !first.runs().newest("daily", 1).isEmpty() && nothingTicksNow());
      assertThat(List.of(first, renamed, again))
          .allMatch(any -> any.runs().newest("nightly", 1).isEmpty());
    }
  }

  private List<String> clocks() {
    return TestPostgres.column(database, "select function_id from stepwell.schedule order by 1");
  }

  private boolean nothingTicksNow() {
    return TestPostgres.count(database, "stepwell.schedule where next_at <= now()") == 0;
  }

  @Test
  void theRunsOfALowerVersionAreExecutedByItsCodeAlone() throws Exception {
    UUID run;
    try (Stepwell first = startFirst()) {
      run = parked(first, "old");
    }
    try (Stepwell second = startSecond()) {
      UUID newer = parked(second, "new");
      assertThat(second.runs().run(newer).orElseThrow().functionId()).isEqualTo("letters@2");
      wake(run);
      assertThat(second.runs().reasons(run)).containsExactly(new Reason.NoWorker("letters"));

      try (Stepwell first = startFirst()) {
        assertThat(first.await(run, LONG).output()).isEqualTo("\"make1make2make3\"");
        assertThat(parked(first, "newer")).isNotNull();
        assertThat(probe.calls("newer")).containsExactly("print1", "print2");
      }
    }
  }

  /** Starts a process of the function under its one id, whose step is named as by this letter. */
  private Stepwell startStep(char name) throws IOException {
    return switch (name) {
      case 'm' -> startFirst();
      case 'w' -> start(LetterFlows.StepRenamedCatalog.class, new LetterFlows.Renamed(probe));
      case 'b' -> start(LetterFlows.StepNamedBackCatalog.class, new LetterFlows.NamedBack(probe));
      default -> throw new IllegalArgumentException(String.valueOf(name));
    };
  }

  /** How often the numbered letter was written, under any name. */
  private long written(String key, int number) {
    return probe.count(key, "make" + number) + probe.count(key, "write" + number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wmmmm", "wmwmw", "mwmwm", "wwmmw", "mmwwm", "wbmwb", "bwmbw"})
  void workersWithOldAndNewNamesOfAStepTakeTurns(String turns) throws Exception {
    String key = "long " + turns;
    UUID run;
    try (Stepwell first = startStep(turns.charAt(0))) {
      run = parked(first, key);
    }
    for (int turn = 1; turn < turns.length(); turn++) {
      try (Stepwell next = startStep(turns.charAt(turn))) {
        wake(run);
        if (turn < turns.length() - 1) {
          int number = 3 + turn;
          await().atMost(LONG).until(() -> written(key, number) == 1);
          new StartedRuns(next).awaitStatus(run, RunStatus.WAITING);
        } else {
          assertThat(next.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
        }
      }
    }

    assertThat(probe.calls(key)).hasSize(6);
    for (int number = 1; number <= 6; number++) {
      assertThat(written(key, number)).as("letter %s", number).isEqualTo(1);
    }
  }

  @Test
  void workersWithOldAndNewNamesOfAStepShareRuns() throws Exception {
    int count = 40;
    List<UUID> runs = new ArrayList<>();
    try (Stepwell first = startStep('m');
        Stepwell renamed = startStep('w')) {
      for (int i = 0; i < count; i++) {
        runs.addAll(send(i % 2 == 0 ? first : renamed, "quick long " + i));
      }
      for (UUID run : runs) {
        assertThat(first.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(renamed.runs().steps(run))
            .filteredOn(step -> step.kind() == StepKind.STEP)
            .hasSize(6);
      }
    }
    for (int i = 0; i < count; i++) {
      assertThat(probe.calls("quick long " + i)).hasSize(6);
    }
  }

  @Test
  void olderCodeMakesFurtherAttemptsWhereNewerCodeBegan() throws Exception {
    UUID run;
    try (Stepwell renamed = startStep('w')) {
      run = parked(renamed, "late");
    }
    TestPostgres.execute(
        database,
        "update stepwell.step set status = 'retrying', result = null, attempts = 2, due_at = now(), error ="
            + " '{\"type\":\"x\",\"message\":\"y\",\"stackTrace\":\"\",\"stepId\":null,\"attempts\":0}'"
            + " where id = 'write:1'");
    try (Stepwell first = startStep('m')) {
      wake(run);
      assertThat(first.await(run, LONG).output()).isEqualTo("\"write1make2make3\"");
      assertThat(first.runs().steps(run))
          .extracting(StepRecord::id, StepRecord::attempts)
          .containsExactly(
              tuple("write", 1), tuple("write:1", 3), tuple("lie", 1), tuple("make:2", 1));
    }
  }

  @Test
  void aRerunKeepsWhatOlderCodeRecognises() throws Exception {
    UUID run;
    try (Stepwell renamed = startStep('w')) {
      run = parked(renamed, "again");
      wake(run);
      assertThat(renamed.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
    }
    try (Stepwell first = startStep('m')) {
      UUID again = first.rerun(run, "write:2");
      assertThat(first.await(again, LONG).output()).isEqualTo("\"write1write2make3\"");
    }
  }
}
