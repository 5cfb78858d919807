package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableLedgers;
import dev.stepwell.runtime.flows.LedgersSettingWanted;
import dev.stepwell.runtime.flows.LedgersWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/**
 * Errors of the database while the outcome of a transactional step with one attempt is recorded: the step's own errors
 * use the attempt up, others do not.
 */
class TransactionalOutcomesTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell =
      Stepwell.on(database).register(new DurableLedgers(probe)).start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @BeforeEach
  void createLedger() {
    TestPostgres.execute(database, """
        create table ledger (entry text);
        create function refuse() returns trigger language plpgsql as 'begin raise exception ''refused''; end';
        create function lose() returns trigger language plpgsql as 'begin raise exception ''lost'' using errcode = ''57P01''; end'
        """);
  }

  @AfterEach
  void stop() {
    stepwell.close();
  }

  private UUID booked() {
    UUID run = runs.started(new LedgersWanted("k"));
    await().atMost(LONG).until(() -> probe.count("k", "booked") == 1);
    return run;
  }

  /** The next user of a connection may be anybody, Stepwell among them. */
  @Test
  void settingsOfAStepEndWithIt() throws Exception {
    TestPostgres.execute(
        database,
        "do $$ begin create role reader; exception when duplicate_object then null; end $$");
    String shown =
        "select concat_ws('|', session_user, current_user, current_setting('search_path'),"
            + " current_setting('statement_timeout'), current_setting('lock_timeout'),"
            + " current_setting('default_transaction_read_only'))";
    String before = TestPostgres.column(database, shown).get(0);
    for (String setting : List.of(
        "set role pg_monitor",
        "set session authorization reader",
        "set search_path = nowhere",
        "set statement_timeout = '1ms'",
        "set lock_timeout = '1ms'",
        "set session characteristics as transaction read only")) {
      Run run = runs.ended(new LedgersSettingWanted(setting));

      assertThat(run.status()).as("%s: %s", setting, run.error()).isEqualTo(RunStatus.COMPLETED);
      assertThat(shownBy(Integer.parseInt(requireNonNull(run.output())), shown))
          .as(setting)
          .isEqualTo(before);
    }
  }

  /** What the query returns on the connection of this server process. */
  private String shownBy(int process, String query) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return connection.unwrap(PGConnection.class).getBackendPID() == process
          ? value(connection, query)
          : shownBy(process, query);
    }
  }

  private static String value(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The step completes at its only attempt, and what it wrote is there once. */
  private void assertCompletedAtOnce(UUID run) throws Exception {
    assertThat(runs.ended(run).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(stepwell.runs().steps(run))
        .filteredOn(step -> step.id().equals("book"))
        .extracting(StepRecord::attempts)
        .containsExactly(1);
    assertThat(stepwell.runs().failedAttempts(run)).isEmpty();
    assertThat(TestPostgres.count(database, "ledger")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alter table stepwell.step rename to gone | alter table stepwell.gone rename to step",
        "create trigger refuse before insert on stepwell.step for each row execute function refuse()"
            + " | drop trigger refuse on stepwell.step",
        "create trigger lose before insert on stepwell.step for each row execute function lose()"
            + " | drop trigger lose on stepwell.step"
      })
  void whatTheDatabaseRefusesOfTheRecordForAWhileUsesUpNoAttempt(String breaks, String mends)
      throws Exception {
    UUID run = booked();
    TestPostgres.execute(database, breaks);

    probe.openGate("k");

    await()
        .atMost(LONG)
        .until(() -> TestPostgres.column(
                database, "select status from stepwell.run where id = '" + run + "'")
            .contains("waiting"));
    assertThat(TestPostgres.count(database, "ledger")).isZero();
    TestPostgres.execute(database, mends);
    assertCompletedAtOnce(run);
    assertThat(probe.count("k", "booked")).isGreaterThan(1);
  }

  @Test
  void aConnectionThatIsLostBeforeTheRecordUsesUpNoAttempt() throws Exception {
    UUID run = booked();
    TestPostgres.execute(
        database,
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'step of k'");

    probe.openGate("k");

    assertCompletedAtOnce(run);
    assertThat(probe.count("k", "booked")).isEqualTo(2);
  }

  @Test
  void aConnectionThatIsLostAtTheCommitUsesUpNoAttempt() throws Exception {
    TestPostgres.execute(
        database,
        "create constraint trigger lose after insert on ledger deferrable initially deferred"
            + " for each row execute function lose()");
    UUID run = booked();
    probe.openGate("k");

    await().atMost(LONG).until(() -> probe.count("k", "booked") > 1);
    TestPostgres.execute(database, "drop trigger lose on ledger");

    assertCompletedAtOnce(run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create constraint trigger refuse after insert on ledger deferrable initially deferred"
            + " for each row execute function refuse()",
        "alter table ledger add unique (entry) deferrable initially deferred; insert into ledger values ('k')"
      })
  void whatTheDatabaseRefusesOfTheStepsWritesAtTheCommitIsItsFailure(String obstacle)
      throws Exception {
    TestPostgres.execute(database, obstacle);
    UUID run = booked();

    probe.openGate("k");

    Run ended = runs.ended(run);
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(ended.error()).stepId()).isEqualTo("book");
    assertThat(stepwell.runs().failedAttempts(run))
        .singleElement()
        .satisfies(attempt ->
            assertThat(Class.forName(attempt.error().type())).isAssignableTo(SQLException.class));
    assertThat(probe.count("k", "booked")).isEqualTo(1);
  }
}
