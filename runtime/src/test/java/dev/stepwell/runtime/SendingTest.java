package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.Functions;
import dev.stepwell.runtime.flows.OrdersOrderCancelled;
import dev.stepwell.runtime.flows.OrdersOrderPlaced;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Senders without functions, also in a caller's transaction. */
class SendingTest {
  private static final String JSON = "{\"orderId\": \"o5\", \"lines\": []}";

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  @AutoClose
  private final Stepwell sender = Stepwell.on(database).publishFunctions().start();

  private static OrdersOrderPlaced order(String id) {
    return new OrdersOrderPlaced(id, List.of());
  }

  private RunStatus status(UUID run) {
    return sender.runs().run(run).map(Run::status).orElseThrow();
  }

  @Test
  void everyFormOfSendBelongsToTheTransaction() throws Exception {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      EventSender within = sender.within(connection);

      within.send(order("o1"), SendOptions.id("first"));
      within.send(
          order("o2"), SendOptions.at(sender.now().plus(Duration.ofDays(1))).andId("later"));
      within.sendAll(List.of(order("o3"), order("o4")));
      within.sendJson(List.of(new JsonEvent("orders/order.placed", JSON, "json", null)));

      assertThat(sender.runs().event("first")).isEmpty();
      connection.rollback();
    }
    assertThat(sender.runs().newest("fulfil-order", 10)).isEmpty();
    for (String id : List.of("first", "later", "json")) {
      assertThat(sender.runs().event(id)).isEmpty();
    }
  }

  @Test
  void whatIsSentWithinTakesEffectWithTheCommit() throws Exception {
    List<Sent> sent;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      EventSender within = sender.within(connection);
      within.send(order("o1"), SendOptions.id("first"));
      sent = within.sendAll(List.of(order("o3"), order("o4")));
      within.sendJson(List.of(new JsonEvent("orders/order.placed", JSON, "json", null)));
      assertThat(within.send(order("o1"), SendOptions.id("first")).duplicate()).isTrue();
      connection.commit();
    }

    assertThat(sender.runs().newest("fulfil-order", 10)).hasSize(4);
    assertThat(sent)
        .allSatisfy(each -> assertThat(status(each.runIds().get(0))).isEqualTo(RunStatus.QUEUED));
  }

  @Test
  void oneInvalidEventOfManyRefusesAllBeforeAnyIsStored() throws Exception {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);

      assertThatThrownBy(() -> sender
              .within(connection)
              .sendJson(List.of(
                  new JsonEvent("orders/order.placed", JSON, "valid", null),
                  new JsonEvent("orders/order.placed", "{}", "invalid", null))))
          .isInstanceOf(InvalidEventException.class);
      connection.commit();
    }
    assertThat(sender.runs().event("valid")).isEmpty();
  }

  @Test
  void aCancellationBelongsToTheTransaction() throws Exception {
    UUID one = sender.send(order("o1")).runIds().get(0);
    UUID two = sender.send(order("o2")).runIds().get(0);

    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      EventSender within = sender.within(connection);
      assertThat(within.cancel(one)).isTrue();
      assertThat(within.cancel(one)).isFalse();
      assertThat(within.cancel(Functions.FULFIL_ORDER, OrdersOrderPlaced.where().orderId("o2")))
          .containsExactly(two);
      connection.rollback();
      assertThat(List.of(status(one), status(two))).containsOnly(RunStatus.QUEUED);

      within.cancel(one);
      within.cancel(Functions.FULFIL_ORDER, OrdersOrderPlaced.where().orderId("o2"));
      connection.commit();
    }
    assertThat(List.of(status(one), status(two))).containsOnly(RunStatus.CANCELLED);
  }

  @Test
  void thereHasToBeATransaction() throws Exception {
    try (Connection connection = database.getConnection()) {
      EventSender within = sender.within(connection);

      assertThatThrownBy(() -> within.send(order("o1")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("setAutoCommit(false)");
      assertThatThrownBy(() -> within.cancel(UUID.randomUUID()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("setAutoCommit(false)");
    }
  }

  @Test
  void anEventThatNothingListensToIsReported() {
    assertThat(sender.sendJson("orders/misspelt", "{}", null).heard()).isFalse();
    assertThat(sender.send(order("o1")).heard()).isTrue();
    assertThat(sender.send(new OrdersOrderCancelled("o1")).heard()).isTrue();
  }

  @Test
  void aSenderAloneReportsThatNoWorkerHasRegisteredYet() throws Exception {
    try (HikariDataSource fresh = TestPostgres.freshDatabase();
        Stepwell alone = Stepwell.on(fresh).start()) {
      Sent sent = alone.send(order("o1"));
      assertThat(sent.runIds()).isEmpty();
      assertThat(sent.heard()).isFalse();

      try (Stepwell worker =
          Stepwell.on(fresh).register(new DurableOrderFlows(new Probe())).start()) {
        Sent later = alone.send(order("o2"));
        assertThat(later.heard()).isTrue();
        assertThat(worker.await(later.runIds().get(0), StartedRuns.LONG).status())
            .isEqualTo(RunStatus.COMPLETED);
      }
    }
  }

  @Test
  void runsOfAPublishedFunctionWaitForAWorker() throws Exception {
    UUID run = sender.send(order("o1")).runIds().get(0);

    try (Stepwell worker =
        Stepwell.on(database).register(new DurableOrderFlows(new Probe())).start()) {
      assertThat(worker.await(run, StartedRuns.LONG).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }
}
