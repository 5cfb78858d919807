package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.AccountsBookingWanted;
import dev.stepwell.runtime.flows.DurableLedger;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Transactional steps in transactions that a framework opens. */
@Timeout(180)
class StepTransactionsTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final DataSourceTransactionManager manager = new DataSourceTransactionManager(database);

  @BeforeEach
  void createTable() {
    TestPostgres.execute(
        database, "create table account (key text, unique (key) deferrable initially deferred)");
  }

  private void inNew(StepTransactions.Work work) throws Exception {
    TransactionStatus status = manager.getTransaction(
        new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
    try {
      work.run(DataSourceUtils.getConnection(database));
    } catch (Throwable t) {
      manager.rollback(status);
      throw t;
    }
    manager.commit(status);
  }

  private Stepwell start(StepTransactions opens) {
    return Stepwell.on(database)
        .transactions(opens)
        .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
        .register(new DurableLedger(new JdbcTemplate(database), probe))
        .start();
  }

  private static Run end(Stepwell stepwell, String key, int failures) throws Exception {
    return stepwell.await(
        stepwell.send(new AccountsBookingWanted(key, failures)).runIds().get(0), LONG);
  }

  private long booked(String key) {
    return TestPostgres.count(database, "account where key = '" + key + "'");
  }

  @Test
  void whatAStepDoesThroughTheFrameworkCommitsWithItsOutcome() throws Exception {
    try (Stepwell stepwell = start(this::inNew)) {
      Run run = end(stepwell, "k", 1);

      assertThat(run.output()).isEqualTo("\"booked\"");
      assertThat(probe.calls("k")).containsExactly("attempt 1", "attempt 2");
      assertThat(booked("k")).as("the first attempt was rolled back").isEqualTo(1);
    }
  }

  @Test
  void whatTheCommitRefusesFailsTheAttempt() throws Exception {
    TestPostgres.execute(database, "insert into account values ('k')");
    try (Stepwell stepwell = start(this::inNew)) {
      Run run = end(stepwell, "k", 0);

      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(requireNonNull(run.error()).message()).contains("JDBC commit failed");
      assertThat(booked("k")).isEqualTo(1);
    }
  }

  @Test
  void aRunThatWasLostMeanwhileLeavesNothingBehind() throws Exception {
    try (Stepwell stepwell = Stepwell.on(database)
        .transactions(work -> inNew(connection -> {
          // As if another worker had taken the run while the step was executed.
          TestPostgres.execute(
              database,
              "update stepwell.run set status = 'queued', worker_id = null,"
                  + " due_at = now() + interval '1 hour' where status = 'running'");
          work.run(connection);
        }))
        .register(new DurableLedger(new JdbcTemplate(database), probe))
        .start()) {
      stepwell.send(new AccountsBookingWanted("lost", 0));
      await().atMost(LONG).untilAsserted(() -> assertThat(probe.calls("lost")).isNotEmpty());
    }
    assertThat(booked("lost")).isZero();
    assertThat(TestPostgres.count(database, "stepwell.step where id = 'book'")).isZero();
  }

  @Test
  void transactionsThatDoNotKeepTheirPromiseAreReported() throws Exception {
    try (Stepwell stepwell = start(work -> {
      try (Connection connection = database.getConnection()) {
        work.run(connection);
      }
    })) {
      Run run = end(stepwell, "k", 0);
      assertThat(requireNonNull(run.error()).message()).contains("is in auto-commit mode");
    }
    try (Stepwell stepwell = start(work -> {})) {
      Run run = end(stepwell, "k", 0);
      assertThat(requireNonNull(run.error()).message()).contains("without calling its work");
    }
    assertThat(booked("k")).isZero();
  }
}
