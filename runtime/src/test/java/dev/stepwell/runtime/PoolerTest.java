package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static dev.stepwell.runtime.ThreadPerTask.THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a pooler that lends sessions per transaction nothing is lost, and its other clients notice nothing. */
class PoolerTest {
  private static final int SENDS = 120;

  /** Settings of the session, without those that pgbouncer and each transaction set. */
  private static final String SETTINGS = """
      select name || '=' || setting from pg_settings
      where source = 'session' and name not like 'transaction_%' and name not in
        ('application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings', 'extra_float_digits')
      union all select 'listens to ' || channel from pg_listening_channels() as channel
      union all select 'holds lock ' || objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
      union all select 'prepared ' || name from pg_prepared_statements""";

  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  @TempDir
  Path folder;

  @BeforeEach
  void doNotUseTheDatabaseDirectly() {
    database.getHikariPoolMXBean().softEvictConnections();
  }

  private HikariDataSource pool(PgBouncer bouncer, String parameters) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(bouncer.jdbcUrl(database.getPoolName()) + parameters);
    config.setUsername("postgres");
    config.setPassword("");
    config.setMaximumPoolSize(10);
    return new HikariDataSource(config);
  }

  private Stepwell start(HikariDataSource pool) {
    return Stepwell.on(pool)
        .register(new DurableOrderFlows(probe))
        .backoff(Duration.ofMillis(5), Duration.ofMillis(20))
        .start();
  }

  /** Sends from several threads to two processes, and waits for all runs. */
  private void expectNothingLost(HikariDataSource pool) throws Exception {
    try (Stepwell one = start(pool);
        Stepwell other = start(pool)) {
      List<CompletableFuture<UUID>> sent = new ArrayList<>();
      for (int i = 0; i < SENDS; i++) {
        String name = "n" + i;
        Stepwell process = i % 2 == 0 ? one : other;
        sent.add(CompletableFuture.supplyAsync(
            () -> process.send(new OrdersFlakyWanted(name, 1)).runIds().get(0), THREADS));
      }
      for (CompletableFuture<UUID> run : sent) {
        Run ended = one.await(run.join(), LONG);
        assertThat(ended.status()).isEqualTo(RunStatus.COMPLETED);
      }
    }
    assertThat(TestPostgres.count(database, "stepwell.run")).isEqualTo(SENDS);
  }

  /** The settings that another application finds in its sessions meanwhile. */
  private List<String> foreign(PgBouncer bouncer, AtomicBoolean until) {
    List<String> found = new ArrayList<>();
    try (Connection connection =
        DriverManager.getConnection(bouncer.jdbcUrl(database.getPoolName()), "postgres", "")) {
      while (!until.get()) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(SETTINGS)) {
          while (rows.next()) {
            found.add(rows.getString(1));
          }
        }
        Thread.sleep(5);
      }
    } catch (Exception e) {
      found.add(e.toString());
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?preferQueryMode=simple",
        "?preferQueryMode=extendedForPrepared&autosave=always"
      })
  void nothingIsLostAndNothingLeaks(String parameters) throws Exception {
    try (PgBouncer bouncer = new PgBouncer("transaction", 4, folder);
        HikariDataSource pool = pool(bouncer, parameters)) {
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<List<String>> found =
          CompletableFuture.supplyAsync(() -> foreign(bouncer, over), THREADS);
      expectNothingLost(pool);
      over.set(true);
      assertThat(found.join()).isEmpty();
    }
  }

  /** In this mode the driver prepares by name what the pool sends before Stepwell has the connection. */
  @Test
  void nothingIsLostWhereTheDriverPreparesEverything() throws Exception {
    try (PgBouncer bouncer = new PgBouncer("transaction", 4, folder);
        HikariDataSource pool = pool(bouncer, "?preferQueryMode=extendedCacheEverything")) {
      expectNothingLost(pool);
    }
  }

  @Test
  void nothingIsLostInSessionMode() throws Exception {
    try (PgBouncer bouncer = new PgBouncer("session", 30, folder);
        HikariDataSource pool = pool(bouncer, "")) {
      expectNothingLost(pool);
    }
  }

  @Test
  void aStatementThatIsMissingIsNoLoss() throws Exception {
    try (HikariDataSource pool = TestPostgres.again(database);
        Stepwell stepwell = start(pool)) {
      for (int i = 0; i < 10; i++) {
        new StartedRuns(stepwell).ended(new OrdersFlakyWanted("before" + i, 1));
      }
      List<Connection> connections = new ArrayList<>();
      for (int i = 0; i < pool.getHikariPoolMXBean().getIdleConnections(); i++) {
        connections.add(pool.getConnection());
      }
      for (Connection connection : connections) {
        connection.createStatement().execute("do $$ begin execute 'deallocate all'; end $$");
        connection.close();
      }
      for (int i = 0; i < 10; i++) {
        new StartedRuns(stepwell).ended(new OrdersFlakyWanted("after" + i, 1));
      }
    }
  }
}
