package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableWaitFlows;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.WaitsApprovalWanted;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** A data source that hands the thread's connection out, within a transaction that the caller has begun and rolls back. */
class CallersTransactionTest {
  private static void createTable(HikariDataSource database) {
    TestPostgres.execute(database, "create table mine (id text)");
  }

  /** What a caller may do in the middle of a transaction of its own. */
  static Map<String, Runnable> calls(Stepwell stepwell, UUID waiting, UUID ended) {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("run", () -> stepwell.runs().run(waiting));
    calls.put("list", () -> stepwell.runs().list(RunFilter.ALL, null, 10));
    calls.put("queue", () -> stepwell.insights().queue());
    calls.put(
        "counts",
        () -> stepwell.insights().counts(Instant.EPOCH, stepwell.now(), Duration.ofDays(1_000)));
    calls.put("functions", stepwell::functions);
    calls.put("pause", () -> stepwell.pause("parent"));
    calls.put("resume", () -> stepwell.resume("parent"));
    calls.put("send", () -> stepwell.send(new WaitsApprovalWanted("sent", 600_000)));
    calls.put("rerun", () -> stepwell.rerun(ended));
    calls.put("cancel", () -> assertThat(stepwell.cancel(waiting)).isTrue());
    return calls;
  }

  /** With the pool in either mode; and the call may be the first of the transaction, or come after something was written. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isLeftAsItWas(boolean autoCommit) throws Exception {
    HikariConfig config = new HikariConfig();
    try (HikariDataSource fresh = TestPostgres.freshDatabase()) {
      createTable(fresh);
      fresh.copyStateTo(config);
    }
    config.setAutoCommit(autoCommit);
    try (HikariDataSource database = new HikariDataSource(config)) {
      JdbcTemplate jdbc = new JdbcTemplate(database);
      TransactionTemplate transactions =
          new TransactionTemplate(new DataSourceTransactionManager(database));
      try (Stepwell stepwell = Stepwell.on(new TransactionAwareDataSourceProxy(database))
          .register(new DurableWaitFlows(new Probe()))
          .start()) {
        StartedRuns runs = new StartedRuns(stepwell);
        UUID ended = runs.started(new WaitsApprovalWanted("a", 1));
        assertThat(runs.ended(ended).status()).isEqualTo(RunStatus.COMPLETED);
        UUID waiting = runs.started(new WaitsApprovalWanted("b", 600_000));
        runs.parked(waiting);

        calls(stepwell, waiting, ended).forEach((name, call) -> {
          for (boolean first : new boolean[] {false, true}) {
            if (first && name.equals("cancel")) {
              continue;
            }
            transactions.executeWithoutResult(status -> {
              if (!first) {
                jdbc.update("insert into mine values (?)", name);
              }
              call.run();
              jdbc.update("insert into mine values (?)", name);
              assertThat(jdbc.queryForObject(
                      "select count(*) from mine where id = ?", Long.class, name))
                  .isEqualTo(first ? 1 : 2);
              status.setRollbackOnly();
            });
            assertThat(TestPostgres.count(database, "mine")).as(name).isZero();
          }
        });

        assertThat(stepwell.await(waiting, LONG).status()).isEqualTo(RunStatus.CANCELLED);
      }
    }
  }

  @Test
  void doesNotHinderAStart() {
    try (HikariDataSource database = TestPostgres.emptyDatabase()) {
      createTable(database);
      JdbcTemplate jdbc = new JdbcTemplate(database);
      new TransactionTemplate(new DataSourceTransactionManager(database))
          .executeWithoutResult(status -> {
            jdbc.update("insert into mine values ('x')");
            Stepwell.on(new TransactionAwareDataSourceProxy(database)).start().close();
            status.setRollbackOnly();
          });

      assertThat(TestPostgres.count(database, "mine")).isZero();
      assertThat(Stepwell.migrate(database)).isEmpty();
    }
  }
}
