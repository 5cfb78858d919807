package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database reports which runs in flight are affected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InFlightTest {
  private static final String MANY = """
      insert into stepwell.run (id, function_id, event_id, status, due_at, created_at)
      select gen_random_uuid(), 'many', 'e', case when n <= 5000 then 'waiting' else 'completed' end,
        case when n <= 5000 then timestamptz 'infinity' end, now()
      from generate_series(1, 40000) n;
      insert into stepwell.step (run_id, id, kind, status, attempts, started_at, ended_at)
      select id, step, 'step', 'completed', 1, now(), now()
      from stepwell.run, unnest(array['first', 'second']) as step where function_id = 'many';
      analyze stepwell.run, stepwell.step""";

  @TempDir
  Path folder;

  @AutoClose
  private EmbeddedPostgres server;

  private List<UUID> sleeping;
  private LockProject project;

  @BeforeAll
  void runSome(@TempDir Path elsewhere) throws Exception {
    server = EmbeddedPostgres.start();
    LockProject first = Export.in(elsewhere).compile();
    try (Deployed deployed =
        new Deployed(first, "app.DurableExport", server.getPostgresDatabase())) {
      sleeping = List.of(parkedExport(deployed), parkedExport(deployed));
      UUID paid = deployed.start("github/payment.wanted", "{\"project\":\"p\"}");
      deployed.awaitStatus(paid, RunStatus.COMPLETED);
    }
  }

  private static UUID parkedExport(Deployed deployed) {
    return deployed.parked(
        "github/export.wanted", "{\"project\":\"p\",\"kind\":\"OPEN\",\"files\":1}");
  }

  @BeforeEach
  void release() throws Exception {
    project = Export.in(folder).released();
  }

  private List<Touched> touched() throws Exception {
    return project
        .compile()
        .release()
        .touched(server.getJdbcUrl("postgres", "postgres"), null, null, Release.DEFAULT_SCHEMA);
  }

  @Test
  void runsThatHaveDoneAStepOrWaitAtItAreTouchedByItsChange() throws Exception {
    project
        .change(Export.FILE, "createRepo", "makeRepo")
        .change(Export.FILE, "\"rest\"", "\"doze\"")
        .change(Export.FILE, "String push", "int push")
        .change(Export.FILE, "return push(repo) + paid", "return \"\" + push(repo) + paid")
        .change(Export.FILE, "return repo.url()", "return 1");
    List<UUID> sorted = sleeping.stream().sorted().toList();

    assertThat(touched())
        .extracting(Touched::message)
        .containsExactly(
            "StepResultChanged:export/push: 0 runs in flight",
            "StepRenamed:export/create-repo: 2 runs in flight; such as " + sorted.get(0) + ", "
                + sorted.get(1),
            "StepIdChanged:export/rest: 2 runs in flight, 2 of them waiting there; such as "
                + sorted.get(0) + ", " + sorted.get(1));
  }

  @Test
  void stepsWithColonsInTheirIdsAreFoundWithTheirRepetitions(@TempDir Path other) throws Exception {
    LockProject ledger = Export.in(other)
        .change(Export.FILE, "export", "ledger")
        .change(
            Export.FILE,
            "Repo repo = createRepo(project);",
            "Repo repo = createRepo(project);"
                + " for (int i = 0; i < 2; i++) steps.run(\"tell:us\", () -> {});")
        .change(Export.FILE, "\"rest\"", "\"rest:night\"")
        .released();
    UUID parked;
    try (Deployed deployed =
        new Deployed(ledger, "app.DurableExport", server.getPostgresDatabase())) {
      parked = deployed.parked(
          "github/ledger.wanted", "{\"project\":\"p\",\"kind\":\"OPEN\",\"files\":1}");
      assertThat(deployed.stepwell().runs().steps(parked))
          .extracting(StepRecord::id)
          .contains("tell:us", "tell:us:1", "rest:night");
    }
    project = ledger
        .change(Export.FILE, "\"rest:night\"", "\"rest:day\"")
        .change(Export.FILE, "\"tell:us\"", "\"tell:them\"");

    assertThat(touched())
        .extracting(Touched::message)
        .containsExactly(
            "StepIdChanged:ledger/tell:us: 1 run in flight; such as " + parked,
            "StepIdChanged:ledger/rest:night: 1 run in flight, 1 of them waiting there; such as "
                + parked);
  }

  @Test
  void runsOfAFunctionAreTouchedByItsChangeUnlessTheyHaveEnded() throws Exception {
    project
        .change(Export.FILE, "id = \"export\"", "id = \"export\", version = 2")
        .change(Export.FILE, "int pay(String project)", "int pay(String project, int cents)")
        .change(Export.FILE, "Wanted(project)", "Wanted(project, 1)");

    assertThat(touched())
        .extracting(Touched::finding, Touched::runs, Touched::all)
        .extracting(Object::toString)
        .containsExactly("(VersionGone:export, 2, true)", "(EventFieldAdded:pay/cents, 0, true)");
  }

  @Test
  void theStepsOfRunsThatHaveEndedAreNotRead() throws Exception {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(MANY);
      statement.execute("set search_path to stepwell");
      try (PreparedStatement explain =
          connection.prepareStatement("explain " + InFlight.RUNS_WITH_STEP)) {
        explain.setString(1, "many");
        explain.setInt(2, 10_000);
        explain.setString(3, "many");
        explain.setInt(4, 10_000);
        explain.setInt(5, 10_000);
        explain.setArray(6, connection.createArrayOf("text", new String[] {"first"}));
        assertThat(lines(explain)).contains("step_pkey").doesNotContain("Seq Scan on step");
      }
    }
  }

  @Test
  void runsInAnotherSchemaAreFound() throws Exception {
    project.change(Export.FILE, "createRepo", "makeRepo");
    Release release = project.compile().release();
    String url = server.getJdbcUrl("postgres", "postgres");

    assertThatThrownBy(() -> release.touched(url, null, null, "Tenant b"))
        .isInstanceOf(LockException.class)
        .hasMessage("the database has no runs of Stepwell in the schema Tenant b: name the schema"
            + " that the application uses");

    rename("stepwell", "Tenant b");
    try {
      assertThat(release.touched(url, null, null, "Tenant b"))
          .extracting(Touched::runs)
          .containsExactly(2);
    } finally {
      rename("Tenant b", "stepwell");
    }
  }

  private void rename(String schema, String name) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter schema \"" + schema + "\" rename to \"" + name + "\"");
    }
  }

  private static String lines(PreparedStatement explain) throws SQLException {
    StringBuilder lines = new StringBuilder();
    try (ResultSet rows = explain.executeQuery()) {
      while (rows.next()) {
        lines.append(rows.getString(1)).append('\n');
      }
    }
    return lines.toString();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsTold() throws Exception {
    Release release = project.compile().release();
    assertThatThrownBy(() -> release.touched(
            "jdbc:postgresql://localhost:1/none", "me", "secret", Release.DEFAULT_SCHEMA))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("cannot query the database: ")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> release.touched("jdbc:other:x", null, null, "x"))
        .hasMessage("the URL of the database must begin with jdbc:postgresql:");
  }
}
