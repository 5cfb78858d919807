package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static dev.stepwell.runtime.ThreadPerTask.THREADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.DurableWaitFlows;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stepwell works with any defaults of the database, and its own settings affect no other user. */
class DatabaseDefaultsTest {
  private static final int PROCESSES = 4;

  /** Without the settings of the current transaction, which change with each one. */
  private static final String SET_IN_SESSION = """
      select name || '=' || setting from pg_settings where source = 'session' and name not like 'transaction_%'""";

  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.emptyDatabase();

  private Stepwell start() {
    return Stepwell.on(database)
        .register(new DurableOrderFlows(probe), new DurableWaitFlows(probe))
        .backoff(Duration.ofMillis(5), Duration.ofMillis(20))
        .start();
  }

  private void setDefaults(String settings) {
    settings
        .lines()
        .forEach(setting -> TestPostgres.execute(
            database, "alter database " + database.getPoolName() + " set " + setting));
    database.getHikariPoolMXBean().softEvictConnections();
  }

  private List<Stepwell> startAtOnce() {
    CyclicBarrier barrier = new CyclicBarrier(PROCESSES);
    List<CompletableFuture<Stepwell>> starting = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      CompletableFuture<Stepwell> process = new CompletableFuture<>();
      starting.add(process);
      new Thread(() -> {
            try {
              barrier.await(30, TimeUnit.SECONDS);
              process.complete(start());
            } catch (Exception e) {
              process.completeExceptionally(e);
            }
          })
          .start();
    }
    return starting.stream().map(CompletableFuture::join).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default_transaction_isolation = 'repeatable read'",
        "default_transaction_isolation = 'serializable'",
        """
            default_transaction_deferrable = on
            jit = on
            plan_cache_mode = force_custom_plan
            search_path = ''
            row_security = off""",
        """
            timezone = 'Pacific/Chatham'
            datestyle = 'SQL, DMY'
            intervalstyle = 'iso_8601'
            bytea_output = 'escape'
            extra_float_digits = 0"""
      })
  void processesThatStartAtOnceWork(String settings) throws Exception {
    database.setMaximumPoolSize(40);
    setDefaults(settings);
    List<Stepwell> processes = startAtOnce();
    try {
      List<CompletableFuture<Run>> runs = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String name = "n" + i;
        Stepwell process = processes.get(i % PROCESSES);
        runs.add(CompletableFuture.supplyAsync(() -> ended(process, name), THREADS));
      }
      assertThat(runs)
          .allSatisfy(run -> assertThat(run.join().status()).isEqualTo(RunStatus.COMPLETED));
    } finally {
      processes.forEach(Stepwell::close);
    }
  }

  private static Run ended(Stepwell process, String name) {
    try {
      return new StartedRuns(process).ended(new OrdersFlakyWanted(name, 1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The changed settings of the pool's sessions after their return. */
  private List<String> settings() throws Exception {
    List<String> settings = new ArrayList<>();
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < database.getHikariPoolMXBean().getIdleConnections(); i++) {
      Connection connection = database.getConnection();
      connections.add(connection);
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(SET_IN_SESSION)) {
        while (rows.next()) {
          settings.add(rows.getString(1));
        }
      }
    }
    for (Connection connection : connections) {
      connection.close();
    }
    return settings;
  }

  @Test
  void nothingIsSetThatOutlivesATransaction() throws Exception {
    database.setMaximumPoolSize(6);
    List<String> before = settings();
    try (Stepwell stepwell = start()) {
      for (int i = 0; i < 30; i++) {
        new StartedRuns(stepwell).ended(new OrdersFlakyWanted("n" + i, 1));
      }
      assertThat(settings()).isSubsetOf(before);
    }
    await().atMost(LONG).until(() -> database.getHikariPoolMXBean().getActiveConnections() == 0);
    assertThat(settings()).isSubsetOf(before);
  }
}
