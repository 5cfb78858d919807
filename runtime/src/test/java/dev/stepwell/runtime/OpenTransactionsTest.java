package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.Approved;
import dev.stepwell.runtime.flows.DurableWaitFlows;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.WaitsApprovalWanted;
import dev.stepwell.runtime.model.Reason;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A wait of a new shape names the transactions that may still send its event. */
class OpenTransactionsTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell =
      Stepwell.on(database).register(new DurableWaitFlows(probe)).start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @AfterEach
  void stop() {
    stepwell.close();
  }

  private List<Reason.AwaitingTransaction> open(UUID run) {
    return stepwell.runs().reasons(run).stream()
        .filter(Reason.AwaitingTransaction.class::isInstance)
        .map(Reason.AwaitingTransaction.class::cast)
        .toList();
  }

  @Test
  void anOpenTransactionIsNamedUntilItEnds() throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set application_name = 'nightly report'");
      connection.setAutoCommit(false);
      stepwell.send(connection, new Approved("k", "secret of ann"));
      int pid = Integer.parseInt(TestPostgres.column(
              database,
              "select pid from pg_stat_activity where application_name = 'nightly report'")
          .get(0));
      UUID run = runs.started(new WaitsApprovalWanted("k", 600_000));
      runs.parked(run);

      await().atMost(LONG).until(() -> open(run).size() == 1);
      Reason.AwaitingTransaction reason = open(run).get(0);
      assertThat(reason.stepId()).isEqualTo("approved");
      assertThat(reason.pid()).isEqualTo(pid);
      assertThat(reason.name()).isEqualTo("nightly report");
      assertThat(reason.since())
          .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
      assertThat(stepwell.runs().reasons(run)).hasSize(2);
      assertThat(stepwell.runs().reasons(run).toString()).doesNotContain("secret");

      connection.commit();
      assertThat(runs.ended(run).output()).isEqualTo("\"secret of ann\"");
      statement.execute("reset application_name");
      connection.commit();
    }
  }

  /** Postgres hides from a role when transactions of another one began. */
  @Test
  void anEventInATransactionOfAnotherRoleIsNotMissed() throws Exception {
    stepwell.close();
    String role = "app_" + UUID.randomUUID().toString().substring(0, 8);
    TestPostgres.execute(
        database,
        "create role " + role + " login; grant usage on schema stepwell to " + role
            + "; grant select, insert, update, delete on all tables in schema stepwell to " + role);
    try (HikariDataSource pool = TestPostgres.as(role, database);
        Stepwell worker =
            Stepwell.on(pool).register(new DurableWaitFlows(probe)).start();
        Connection connection = database.getConnection()) {
      StartedRuns here = new StartedRuns(worker);
      connection.setAutoCommit(false);
      worker.send(connection, new Approved("k", "ann"));
      UUID run = here.started(new WaitsApprovalWanted("k", 600_000));
      here.parked(run);
      await()
          .atMost(LONG)
          .until(() -> worker.runs().reasons(run).stream()
              .anyMatch(Reason.AwaitingTransaction.class::isInstance));

      connection.commit();
      assertThat(here.ended(run).output()).isEqualTo("\"ann\"");
    } finally {
      TestPostgres.execute(database, "drop owned by " + role + " cascade; drop role " + role);
    }
  }

  @Test
  void aPreparedTransactionIsNamedUntilItEnds() throws Exception {
    TestPostgres.execute(
        database,
        "begin; create table theirs (id int); prepare transaction 'two phases of theirs'");
    UUID run = runs.started(new WaitsApprovalWanted("k", 600_000));
    runs.parked(run);

    await().atMost(LONG).until(() -> open(run).size() == 1);
    assertThat(open(run).get(0).pid()).isNull();
    assertThat(open(run).get(0).name()).isEqualTo("two phases of theirs");

    TestPostgres.execute(database, "rollback prepared 'two phases of theirs'");
    await().atMost(LONG).until(() -> open(run).isEmpty());
  }

  @Test
  void transactionsThatCameLaterOrSendNothingAreNotNamed() throws Exception {
    UUID run = runs.started(new WaitsApprovalWanted("k", 600_000));
    runs.parked(run);
    await()
        .atMost(LONG)
        .until(
            () -> TestPostgres.count(database, "stepwell.wait where unsettled is not null") == 0);

    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      stepwell.send(connection, new Approved("other", "ann"));
      UUID later = runs.started(new WaitsApprovalWanted("later", 600_000));
      assertThat(runs.parked(later)).hasSize(1);
      assertThat(open(run)).isEmpty();
      connection.rollback();
    }
  }
}
