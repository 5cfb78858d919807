package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrderFlows;
import dev.stepwell.runtime.flows.OrdersOrderPlaced;
import dev.stepwell.runtime.flows.OrdersSlowWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.store.Insights;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Applications that share a database, each with its own schema. */
class SchemasTest {
  /** One differs from the other by case alone. */
  private static final String ONE = "tenant_a";

  private static final String OTHER = "Tenant_A";

  private static final String LOCKS =
      "select classid || ' ' || objid from pg_locks where locktype = 'advisory' and database = "
          + "(select oid from pg_database where datname = current_database())";

  private static Stepwell stepwell(HikariDataSource database, String schema, Probe probe) {
    return Stepwell.on(database)
        .schema(schema)
        .register(new DurableOrderFlows(probe))
        .beat(Duration.ofMillis(100))
        .start();
  }

  private static OrdersOrderPlaced order(String id) {
    return new OrdersOrderPlaced(id, List.of(new OrderFlows.Line("cup", 3)));
  }

  @Test
  void neverTouchEachOther() throws Exception {
    Probe probe = new Probe();
    Probe otherProbe = new Probe();
    try (HikariDataSource database = TestPostgres.emptyDatabase();
        Stepwell one = stepwell(database, ONE, probe);
        Stepwell other = stepwell(database, OTHER, otherProbe)) {
      UUID run = one.send(order("o1"), "same id").runIds().get(0);
      UUID otherRun = other.send(order("o2"), "same id").runIds().get(0);

      assertThat(one.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(other.await(otherRun, LONG).status()).isEqualTo(RunStatus.COMPLETED);

      assertThat(one.runs().run(otherRun)).isEmpty();
      assertThat(other.runs().run(run)).isEmpty();
      assertThat(probe.calls("o2")).isEmpty();
      assertThat(otherProbe.calls("o1")).isEmpty();
      assertThat(other.cancel(run)).isFalse();
      one.pause("fulfil-order");
      assertThat(other.pause("fulfil-order")).isTrue();
      assertThat(workers(one.insights())).isEqualTo(1);
      assertThat(TestPostgres.column(
              database, "select nspname from pg_namespace where nspname ilike '%tenant%'"))
          .containsExactlyInAnyOrder(ONE, OTHER);
      assertThat(TestPostgres.column(
              database, "select nspname from pg_namespace where nspname = 'stepwell'"))
          .isEmpty();
    }
  }

  private static int workers(Insights insights) {
    return insights.workers().size();
  }

  /** Both first workers have the same number, and so would have the same lock. */
  @Test
  void eachHasLocksOfItsOwn() {
    try (HikariDataSource database = TestPostgres.emptyDatabase();
        Stepwell one = stepwell(database, ONE, new Probe());
        Stepwell other = stepwell(database, OTHER, new Probe())) {
      assertThat(one.isAlive() && other.isAlive()).isTrue();

      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(TestPostgres.column(database, LOCKS))
              .hasSizeGreaterThanOrEqualTo(2)
              .doesNotHaveDuplicates());
    }
  }

  /**
   * A paused process keeps its lock, so the end of one application's worker must not look like the end of another's.
   */
  @Test
  void theEndOfAWorkerIsNoticedInItsOwnSchemaOnly() throws Exception {
    Probe probe = new Probe();
    try (HikariDataSource database = TestPostgres.emptyDatabase();
        Stepwell one = stepwell(database, ONE, probe)) {
      UUID run = one.send(new OrdersSlowWanted("gate")).runIds().stream()
          .filter(id -> one.runs().run(id).orElseThrow().functionId().equals("slow"))
          .findFirst()
          .orElseThrow();
      await().atMost(LONG).until(() -> probe.count("gate", "gated") == 1);

      stepwell(database, OTHER, new Probe()).close();
      stepwell(database, OTHER, new Probe()).close();
      probe.openGate("gate");

      assertThat(one.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(probe.count("gate", "gated")).isEqualTo(1);
    }
  }

  @Test
  void eachHasAChannelOfItsOwn() throws Exception {
    try (HikariDataSource database = TestPostgres.emptyDatabase();
        Connection listening = database.getConnection();
        Statement statement = listening.createStatement();
        Stepwell one = stepwell(database, ONE, new Probe());
        Stepwell other = stepwell(database, OTHER, new Probe())) {
      statement.execute("listen stepwell");
      statement.execute("listen \"" + ONE + '"');
      statement.execute("listen \"" + OTHER + '"');
      UUID run = one.send(order("o1")).runIds().get(0);
      one.await(run, LONG);
      one.pause("fulfil-order");
      one.resume("fulfil-order");
      assertThat(other.isAlive()).isTrue();

      List<String> channels = new ArrayList<>();
      await().atMost(LONG).until(() -> {
        PGNotification[] heard = listening.unwrap(PGConnection.class).getNotifications(100);
        List.of(heard).forEach(notification -> channels.add(notification.getName()));
        return !channels.isEmpty() && heard.length == 0;
      });

      assertThat(channels).containsOnly(ONE);
    }
  }

  @Test
  void theCallersTransactionFindsTheSchemaToo() throws Exception {
    try (HikariDataSource database = TestPostgres.emptyDatabase();
        Stepwell one = stepwell(database, ONE, new Probe());
        Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      UUID run = one.send(connection, order("o1")).runIds().get(0);
      assertThat(one.runs().run(run)).isEmpty();
      connection.commit();
      connection.setAutoCommit(true);

      assertThat(one.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }
}
