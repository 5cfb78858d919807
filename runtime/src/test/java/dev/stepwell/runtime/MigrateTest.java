package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.DurableWaitFlows;
import dev.stepwell.runtime.flows.OrderFlows;
import dev.stepwell.runtime.flows.OrdersOrderPlaced;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.WaitsApprovalWanted;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.store.SchemaException;
import dev.stepwell.runtime.store.SchemaException.Problem;
import dev.stepwell.runtime.time.DatabaseClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which roles may create or migrate the schema, and the errors of others. */
class MigrateTest {
  /** All that a migration makes: columns, indexes and constraints. */
  private static final String LIVE =
      "select row_to_json(r)::text from stepwell.run r where ended_at is null";

  private static final String MADE = """
      select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
        || coalesce(collation_name, '') || ' ' || coalesce(column_default, '')
      from information_schema.columns where table_schema = '%1$s'
      union all
      select replace(indexdef, '%1$s.', '') from pg_indexes where schemaname = '%1$s'
      union all
      select conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = '%1$s'::regnamespace and contype <> 'n' and '%1$s' = 'stepwell'
      order by 1""";

  @AutoClose
  private final HikariDataSource owner = TestPostgres.emptyDatabase();

  private final String role = "app_" + UUID.randomUUID().toString().substring(0, 8);
  private HikariDataSource app;

  @BeforeEach
  void createRole() {
    TestPostgres.execute(owner, "create role " + role + " login");
    app = TestPostgres.as(role, owner);
  }

  @AfterEach
  void dropRole() {
    app.close();
    TestPostgres.execute(owner, "drop owned by " + role + " cascade; drop role " + role);
  }

  private StepwellBuilder stepwell() {
    return Stepwell.on(app)
        .register(new DurableOrderFlows(new Probe()), new DurableWaitFlows(new Probe()));
  }

  private SchemaException refused(StepwellBuilder builder, Problem problem) {
    SchemaException refused =
        catchThrowableOfType(SchemaException.class, () -> builder.start().close());
    assertThat(refused).isNotNull();
    assertThat(refused.problem()).isEqualTo(problem);
    return refused;
  }

  @Test
  void aRoleThatMayOnlyReadAndWriteRowsDoesEverything() throws Exception {
    TestPostgres.execute(owner, Stepwell.migrationScript().runtimeRole(role).sql());
    for (boolean migrates : new boolean[] {true, false}) {
      try (Stepwell stepwell = stepwell().migrate(migrates).recordInputs().start()) {
        StartedRuns runs = new StartedRuns(stepwell);
        UUID run =
            runs.started(new OrdersOrderPlaced("o1", List.of(new OrderFlows.Line("cup", 3))));
        assertThat(runs.ended(run).status()).isEqualTo(RunStatus.COMPLETED);
        UUID waiting = runs.started(new WaitsApprovalWanted("k" + migrates, 600_000));
        runs.parked(waiting);
        assertThat(stepwell.cancel(waiting)).isTrue();
        UUID rerun = stepwell.rerun(waiting);
        runs.parked(rerun);
        assertThat(stepwell.cancel(rerun)).isTrue();
        stepwell.pause("fulfil-order");
        stepwell.resume("fulfil-order");
        assertThat(stepwell.insights().workers()).isNotEmpty();
        stepwell.insights().queue();
        stepwell.insights().counts(Instant.EPOCH, stepwell.now(), Duration.ofDays(1_000));
        stepwell.insights().failures(Instant.EPOCH, stepwell.now());
        stepwell.runs().list(RunFilter.ALL, null, 10);
        stepwell.runs().recentEventNames(10);
        // A cancelled run starts one of the function that observes cancellations.
        await().atMost(LONG).until(() -> TestPostgres.column(owner, LIVE).isEmpty());
      }
    }
    DatabaseClock clock = new DatabaseClock();
    try (PostgresStore store = new PostgresStore(app, clock, new Json())) {
      // Ids of runs carry the clock of the process, which may be a little ahead of the database's.
      store.retention().deleteEnded(store.now().plus(Duration.ofMinutes(1)), 500);
    }
    assertThat(TestPostgres.column(owner, "select row_to_json(r)::text from stepwell.run r"))
        .isEmpty();
  }

  @Test
  void theScriptMakesWhatMigrateMakes() {
    Stepwell.migrate(owner);
    List<String> made = TestPostgres.column(owner, MADE.formatted("stepwell"));
    TestPostgres.execute(owner, "drop schema stepwell cascade");

    String script = Stepwell.migrationScript().sql();
    TestPostgres.execute(owner, script);
    TestPostgres.execute(owner, script);

    assertThat(TestPostgres.column(owner, MADE.formatted("stepwell")))
        .isEqualTo(made)
        .hasSizeGreaterThan(80);
    assertThat(Stepwell.migrate(owner)).isEmpty();
  }

  @Test
  void whatIsMissingIsAppliedOnceWhoeverStarts() {
    ExecutorService starters = Executors.newFixedThreadPool(4);
    TestPostgres.execute(
        owner,
        "alter database " + owner.getPoolName()
            + " set default_transaction_isolation = 'serializable'");
    owner.getHikariPoolMXBean().softEvictConnections();

    List<List<String>> applied = IntStream.range(0, 4)
        .mapToObj(i -> CompletableFuture.supplyAsync(() -> Stepwell.migrate(owner), starters))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();

    starters.shutdown();
    assertThat(applied).filteredOn(files -> !files.isEmpty()).hasSize(1);
  }

  @Test
  void aStartWithNothingMissingTakesNoLock() throws Exception {
    TestPostgres.execute(owner, Stepwell.migrationScript().runtimeRole(role).sql());
    try (Connection holder = owner.getConnection();
        Statement lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      lock.execute("select pg_advisory_xact_lock(hashtext('stepwell migrations'))");
      lock.execute("lock table stepwell.migration in exclusive mode");

      try (Stepwell stepwell = stepwell().start()) {
        assertThat(stepwell.isAlive()).isTrue();
      }
      holder.rollback();
    }
  }

  @Test
  void aMissingSchemaIsNamed() {
    assertThat(refused(stepwell().migrate(false).schema("Tenant"), Problem.MISSING))
        .hasMessageContaining("the schema \"Tenant\" does not exist in the database")
        .hasMessageContaining("Stepwell.migrationScript()");
    assertThat(refused(stepwell(), Problem.MISSING_RIGHTS))
        .hasMessageContaining(
            "grant create on database \"" + owner.getPoolName() + "\" to \"" + role + "\"");
    TestPostgres.execute(
        owner, "create schema stepwell; grant usage on schema stepwell to " + role);
    assertThat(refused(stepwell(), Problem.MISSING_RIGHTS))
        .hasMessageContaining("grant create on schema \"stepwell\" to \"" + role + "\"");
    assertThat(refused(stepwell().migrate(false), Problem.MISSING))
        .hasMessageContaining("no tables");
  }

  @Test
  void theGrantInTheMessageHelps() {
    TestPostgres.execute(owner, Stepwell.migrationScript().sql());
    for (int grants = 0; grants < 3; grants++) {
      String message =
          String.valueOf(refused(stepwell(), Problem.MISSING_RIGHTS).getMessage());
      TestPostgres.execute(owner, message.substring(message.indexOf(": grant ") + 2));
    }
    stepwell().start().close();

    TestPostgres.execute(owner, "revoke delete on stepwell.lane from " + role);
    assertThat(refused(stepwell(), Problem.MISSING_RIGHTS)).hasMessageContaining("delete on lane");
  }

  @Test
  void aSchemaOfAnotherVersionIsNamed() {
    TestPostgres.execute(owner, Stepwell.migrationScript().runtimeRole(role).sql());
    TestPostgres.execute(owner, "insert into stepwell.migration (file) values ('V999__later.sql')");
    assertThat(refused(stepwell(), Problem.NEWER)).hasMessageContaining("V999__later.sql");

    TestPostgres.execute(owner, "delete from stepwell.migration");
    assertThat(refused(stepwell().migrate(false), Problem.OUTDATED))
        .hasMessageContaining("V1__runs.sql");
  }

  @Test
  void aHalfMigratedSchemaIsNamed() {
    Stepwell.migrate(owner);
    TestPostgres.execute(owner, "delete from stepwell.migration");
    SchemaException unrecorded =
        catchThrowableOfType(SchemaException.class, () -> Stepwell.migrate(owner));
    assertThat(unrecorded.problem()).isEqualTo(Problem.INCOMPLETE);
    assertThat(unrecorded).hasMessageContaining("already exists");

    TestPostgres.execute(owner, "drop table stepwell.migration");
    assertThat(catchThrowableOfType(SchemaException.class, () -> Stepwell.migrate(owner)))
        .hasMessageContaining("no record of its migrations");

    TestPostgres.execute(owner, "drop schema stepwell cascade");
    Stepwell.migrate(owner);
    TestPostgres.execute(owner, "drop table stepwell.wait cascade");
    assertThat(catchThrowableOfType(SchemaException.class, () -> Stepwell.migrate(owner)))
        .hasMessageContaining("lacks the tables [wait]");
  }

  @Test
  void aReadOnlyDatabaseIsNamed() {
    TestPostgres.execute(owner, Stepwell.migrationScript().runtimeRole(role).sql());
    TestPostgres.execute(owner, "alter role " + role + " set default_transaction_read_only = on");
    app.getHikariPoolMXBean().softEvictConnections();

    assertThat(refused(stepwell(), Problem.READ_ONLY)).hasMessageContaining("are read-only");
  }

  private static String output(int expected, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = Migrate.run(new PrintStream(out, true, StandardCharsets.UTF_8), null, arguments);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(code).as(text).isEqualTo(expected);
    return text;
  }

  @Test
  void theCommandMigratesAndPrints() {
    String url = "jdbc:postgresql://localhost:" + TestPostgres.port() + "/" + owner.getPoolName();

    assertThat(output(1, "--url", url, "--user", role)).contains("grant create on database");
    assertThat(output(0, "--url", url, "--user", "postgres", "--schema", "x"))
        .contains("V1__runs.sql");
    assertThat(output(0, "--url", url, "--user", "postgres", "--schema", "x"))
        .contains("nothing is missing");
    TestPostgres.execute(
        owner,
        output(
            0, "--print-sql", "--schema", "Y y", "--runtime-role", role, "--read-only-role", role));
    assertThat(Stepwell.migrate(owner, "Y y")).isEmpty();
    for (String[] wrong :
        new String[][] {{}, {"--url"}, {"--what", "x"}, {"--print-sql", "--url", url}}) {
      assertThat(output(2, wrong)).contains("--print-sql");
    }
  }
}
