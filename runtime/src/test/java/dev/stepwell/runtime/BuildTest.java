package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrdersFlakyWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Stepwell that is built first and started later. */
@Timeout(180)
class BuildTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  /** An application service that sends, and that the durable object depends on. */
  private record Service(EventSender sender, Probe probe) {}

  @Test
  void servicesSendBeforeTheFunctionsThatDependOnThemExist() throws Exception {
    AtomicReference<@Nullable Service> service = new AtomicReference<>();
    AtomicInteger created = new AtomicInteger();
    StepwellBuilder builder = Stepwell.on(database)
        .grace(Duration.ofMillis(1))
        .register(DurableOrderFlows.class, () -> {
          created.incrementAndGet();
          return new DurableOrderFlows(requireNonNull(service.get()).probe());
        });
    try (Stepwell stepwell = builder.build()) {
      service.set(new Service(stepwell, probe));

      Sent sent = requireNonNull(service.get()).sender().send(new OrdersFlakyWanted("k", 0));

      assertThat(sent.heard()).isTrue();
      assertThat(created).hasValue(0);
      assertThat(stepwell.runs().run(sent.runIds().get(0)).orElseThrow().status())
          .isEqualTo(RunStatus.QUEUED);

      stepwell.start();

      assertThat(stepwell.await(sent.runIds().get(0), LONG).status())
          .isEqualTo(RunStatus.COMPLETED);
      assertThat(created).hasValue(1);
    }
  }

  @Test
  void everySendAndCancelWorksBeforeStartAndInATransaction() throws SQLException {
    try (Stepwell stepwell =
            Stepwell.on(database).register(new DurableOrderFlows(probe)).build();
        Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (EventSender sender : List.of(stepwell, stepwell.within(connection))) {
        Instant later = stepwell.now().plusSeconds(3600);
        Sent one = sender.send(new OrdersFlakyWanted("k", 0));
        Sent named = sender.send(new OrdersFlakyWanted("k", 1), "named-" + sender.getClass());
        Sent planned = sender.send(new OrdersFlakyWanted("k", 1), SendOptions.at(later));
        List<Sent> many =
            sender.sendAll(List.of(new OrdersFlakyWanted("k", 2), new OrdersFlakyWanted("k", 3)));
        Sent json =
            sender.sendJson("orders/flaky.wanted", "{\"key\": \"k\", \"failures\": 1}", null);
        connection.commit();

        assertThat(List.of(one, named, many.get(0), many.get(1), json))
            .allSatisfy(sent -> assertThat(sent.runIds()).hasSize(1));
        assertThat(sender.cancel(one.runIds().get(0))).isTrue();
        assertThat(sender.withdraw(planned.eventId())).isTrue();
        connection.commit();
        assertThat(sender.cancel(one.runIds().get(0))).isFalse();
        assertThat(sender.withdraw(planned.eventId())).isFalse();
        connection.commit();
      }
    }
  }

  @Test
  void aWithdrawalInATransactionIsUndoneWithIt() throws SQLException {
    try (Stepwell stepwell = Stepwell.on(database).build();
        Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Sent planned = stepwell.send(
          new OrdersFlakyWanted("k", 1), SendOptions.at(stepwell.now().plusSeconds(3600)));

      assertThat(stepwell.within(connection).withdraw(planned.eventId())).isTrue();
      connection.rollback();

      assertThat(stepwell.withdraw(planned.eventId())).isTrue();
    }
  }

  @Test
  void itStartsOnceAndNotAfterItHasClosed() {
    Stepwell stepwell =
        Stepwell.on(database).register(new DurableOrderFlows(probe)).start();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(stepwell::start)
        .withMessageContaining("has already started");

    stepwell.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(stepwell::start)
        .withMessageContaining("is closed");
  }

  @Test
  void aClassThatIsNotDurableIsRejectedBeforeItIsCreated() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Stepwell.on(database)
            .register(Probe.class, () -> {
              throw new AssertionError("created");
            })
            .build())
        .withMessageContaining("no catalog has a function of " + Probe.class.getName());
  }

  @Test
  void anObjectThatIsMissingAtStartIsReportedAndAnotherTryStarts() throws Exception {
    AtomicReference<@Nullable DurableOrderFlows> orders = new AtomicReference<>();
    try (Stepwell stepwell =
        Stepwell.on(database).register(DurableOrderFlows.class, orders::get).build()) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(stepwell::start)
          .withMessageContaining(DurableOrderFlows.class.getName() + " returned null");

      orders.set(new DurableOrderFlows(probe));
      Sent sent = stepwell.start().send(new OrdersFlakyWanted("k", 0));

      assertThat(stepwell.await(sent.runIds().get(0), LONG).status())
          .isEqualTo(RunStatus.COMPLETED);
    }
  }
}
