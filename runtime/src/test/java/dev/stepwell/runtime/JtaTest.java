package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.AccountsBookingWanted;
import dev.stepwell.runtime.flows.DurableLedger;
import dev.stepwell.runtime.flows.DurableWaitFlows;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.WaitsApprovalWanted;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A pool that gives a thread with a JTA transaction the connection of that transaction. */
@Timeout(180)
class JtaTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource direct = TestPostgres.freshDatabase();

  private TransactionManager manager;

  @AutoClose
  private AgroalDataSource database;

  private JdbcTemplate jdbc;

  @BeforeEach
  void open(@TempDir Path log) throws SQLException {
    System.setProperty("ObjectStoreEnvironmentBean.objectStoreDir", log.toString());
    manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    TransactionSynchronizationRegistry registry =
        new com.arjuna.ats.internal.jta.transaction.arjunacore
            .TransactionSynchronizationRegistryImple();
    database = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
        .connectionPoolConfiguration(pool -> pool.maxSize(12)
            .transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
            .connectionFactoryConfiguration(connections -> connections
                .jdbcUrl("jdbc:postgresql://localhost:" + TestPostgres.port() + "/"
                    + direct.getPoolName())
                .principal(new NamePrincipal("postgres")))));
    jdbc = new JdbcTemplate(database);
    TestPostgres.execute(direct, "create table mine (id text)");
    TestPostgres.execute(
        direct, "create table account (key text, unique (key) deferrable initially deferred)");
  }

  @Test
  void callsInTheCallersTransactionLeaveItAsItWas() throws Exception {
    try (Stepwell stepwell =
        Stepwell.on(database).register(new DurableWaitFlows(probe)).start()) {
      StartedRuns runs = new StartedRuns(stepwell);
      UUID ended = runs.started(new WaitsApprovalWanted("a", 1));
      assertThat(runs.ended(ended).status()).isEqualTo(RunStatus.COMPLETED);
      UUID waiting = runs.started(new WaitsApprovalWanted("b", 600_000));
      runs.parked(waiting);

      for (Map.Entry<String, Runnable> call :
          CallersTransactionTest.calls(stepwell, waiting, ended).entrySet()) {
        manager.begin();
        jdbc.update("insert into mine values (?)", call.getKey());
        call.getValue().run();
        jdbc.update("insert into mine values (?)", call.getKey());
        assertThat(jdbc.queryForObject("select count(*) from mine", Long.class)).isEqualTo(2);
        manager.rollback();
        assertThat(TestPostgres.count(direct, "mine")).as(call.getKey()).isZero();
      }
      assertThat(stepwell.await(waiting, LONG).status()).isEqualTo(RunStatus.CANCELLED);
    }
  }

  @Test
  void anEventOfTheCallersTransactionIsSentByItsCommitOnly() throws Exception {
    try (Stepwell stepwell =
        Stepwell.on(database).register(new DurableWaitFlows(probe)).start()) {
      manager.begin();
      UUID rolledBack = sent(stepwell);
      manager.rollback();
      manager.begin();
      UUID committed = sent(stepwell);
      manager.commit();

      assertThat(stepwell.await(committed, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(stepwell.runs().run(rolledBack)).isEmpty();
    }
  }

  private UUID sent(Stepwell stepwell) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return stepwell.send(connection, new WaitsApprovalWanted("c", 1)).runIds().get(0);
    }
  }

  private void inNew(StepTransactions.Work work) throws Exception {
    Transaction suspended = manager.suspend();
    try {
      manager.begin();
      try (Connection connection = database.getConnection()) {
        work.run(connection);
      } catch (Throwable t) {
        manager.rollback();
        throw t;
      }
      manager.commit();
    } finally {
      if (suspended != null) {
        manager.resume(suspended);
      }
    }
  }

  private Run booked(Stepwell stepwell, String key, int failures) throws Exception {
    return stepwell.await(
        stepwell.send(new AccountsBookingWanted(key, failures)).runIds().get(0), LONG);
  }

  @Test
  void aStepJoinsTheTransactionThatJtaBegins() throws Exception {
    TestPostgres.execute(direct, "insert into account values ('taken')");
    try (Stepwell stepwell = Stepwell.on(database)
        .transactions(this::inNew)
        .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
        .register(new DurableLedger(jdbc, probe))
        .start()) {
      assertThat(booked(stepwell, "k", 1).output()).isEqualTo("\"booked\"");
      assertThat(probe.calls("k")).containsExactly("attempt 1", "attempt 2");
      assertThat(TestPostgres.count(direct, "account where key = 'k'"))
          .as("the first attempt was rolled back")
          .isEqualTo(1);

      Run refused = booked(stepwell, "taken", 0);
      assertThat(refused.status()).isEqualTo(RunStatus.FAILED);
      assertThat(requireNonNull(refused.error()).stepId()).isEqualTo("book");
      assertThat(TestPostgres.count(direct, "account where key = 'taken'")).isEqualTo(1);
    }
  }
}
