package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.postgres.KeptConnections.Opened;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Settings that a session keeps where no other code ever uses it, and that each transaction has elsewhere. */
class SessionSettingsTest {
  private static final String SHOW = """
      select concat_ws(' ', current_setting('transaction_isolation'), current_setting('transaction_read_only'),
        current_setting('transaction_deferrable'), current_setting('jit'), current_setting('enable_seqscan'),
        current_setting('lock_timeout'), current_setting('plan_cache_mode'))""";
  private static final String GROUP = "read committed off off off off 250ms force_generic_plan";

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private static KeptConnections kept(DataSource dataSource) {
    return KeptConnections.like(dataSource, Sessions.of(dataSource), DatabaseSchema.DEFAULT);
  }

  private static Opened open(DataSource dataSource) throws SQLException {
    return kept(dataSource).open(Duration.ofSeconds(15), TransactionStart.GROUP);
  }

  private static String settings(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SHOW)) {
      row.next();
      return row.getString(1);
    }
  }

  private PGSimpleDataSource plain(String parameters) {
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl("jdbc:postgresql://127.0.0.1:" + TestPostgres.port() + "/" + database.getPoolName()
        + parameters);
    plain.setUser("postgres");
    return plain;
  }

  /** A pool that is not HikariCP to those who look, whose connections are wrapped and go back to it. */
  private DataSource pool() {
    return (DataSource) Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {DataSource.class},
        (self, method, arguments) -> method.invoke(database, arguments));
  }

  private void setDefaultsOfTheDatabase() {
    String name = "alter database " + database.getPoolName() + " set ";
    TestPostgres.execute(database, name + "default_transaction_isolation = 'serializable'");
    TestPostgres.execute(database, name + "default_transaction_deferrable = on");
    TestPostgres.execute(database, name + "lock_timeout = '3s'");
    database.getHikariPoolMXBean().softEvictConnections();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?readOnly=true",
        "?readOnly=true&readOnlyMode=always",
        "?preferQueryMode=simple"
      })
  void aConnectionOfOurOwnHasTheSettingsWhateverTheDefaultsAre(String parameters)
      throws SQLException {
    setDefaultsOfTheDatabase();

    Opened opened = open(plain(parameters));

    try (Connection connection = opened.connection()) {
      assertThat(opened.beginning().isOfSession()).isTrue();
      assertThat(opened.beginning().then("select 1")).isEqualTo("select 1");
      connection.setAutoCommit(false);
      assertThat(settings(connection)).isEqualTo(GROUP);
      connection.rollback();
      assertThat(settings(connection)).isEqualTo(GROUP);
    }
  }

  @Test
  void aConnectionBesideHikariHasThemAndNoneOfItsPool() throws SQLException {
    setDefaultsOfTheDatabase();
    Opened opened = open(database);

    try (Connection ours = opened.connection();
        Connection theirs = database.getConnection()) {
      assertThat(opened.beginning().isOfSession()).isTrue();
      assertThat(settings(ours)).isEqualTo(GROUP);
      assertThat(settings(theirs)).startsWith("serializable off on").contains("3s auto");
    }
  }

  @Test
  void aConnectionThatGoesBackToAPoolNeverHasThem() throws SQLException {
    setDefaultsOfTheDatabase();
    DataSource pool = pool();
    Opened opened = open(pool);
    assertThat(opened.beginning().isOfSession()).isFalse();
    String before = settings(opened.connection());

    try (Connection connection = opened.connection()) {
      connection.setAutoCommit(false);
      opened.beginning().on(connection);
      assertThat(settings(connection)).isEqualTo(GROUP);
      connection.rollback();
      assertThat(settings(connection)).isEqualTo(before).startsWith("serializable off on");
      connection.rollback();
    }
  }

  @Test
  void aSessionThatAnotherProcessOfPostgresServesGetsNone() throws SQLException {
    try (Connection connection = plain("").getConnection()) {
      String before = settings(connection);

      assertThat(TransactionStart.GROUP.setInSession(connection, -1)).isFalse();

      assertThat(settings(connection)).isEqualTo(before);
    }
  }

  /** The lock timeout of the session must not end the wait for a commit that is under way. */
  @Test
  void theLookForTheLastGroupWaitsForACommitThatTakesLong() throws Exception {
    UUID worker = new UUID(1, 1);
    TestPostgres.execute(
        database,
        "insert into stepwell.worker (id, name, functions, started_at, heartbeat_at, lease_until) values ('"
            + worker + "', 'w', '{}', now(), now(), now()); insert into stepwell.lane values ('"
            + worker + "', 0, 7)");
    try (Connection committing = database.getConnection();
        Connection ours = open(database).connection()) {
      committing.setAutoCommit(false);
      committing.createStatement().execute("update stepwell.lane set last_group = 8");
      ours.setAutoCommit(false);
      CompletableFuture<Long> last = new CompletableFuture<>();
      Thread looking = new Thread(() -> complete(last, ours, worker));
      looking.start();
      await()
          .until(() -> TestPostgres.column(
                  database,
                  "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                      + " and clock_timestamp() - state_change > interval '600 milliseconds'")
              .equals(List.of("1")));

      committing.commit();

      assertThat(last.get(30, TimeUnit.SECONDS)).isEqualTo(8);
      ours.rollback();
    }
  }

  private static void complete(CompletableFuture<Long> last, Connection connection, UUID worker) {
    try {
      last.complete(GroupTransaction.lastGroup(connection, worker, 0));
    } catch (SQLException | RuntimeException e) {
      last.completeExceptionally(e);
    }
  }
}
