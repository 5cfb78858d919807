package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.CronTick;
import dev.stepwell.EventMatch;
import dev.stepwell.Failure;
import dev.stepwell.Steps;
import dev.stepwell.contract.CronDefinition;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.Node;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.StepExecutor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions and steps of the bank, called as the runtime calls them. */
class TransfersTest {
  @TempDir
  static Path folder;

  private static Bank bank;

  private final List<String> log = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    bank = Bank.compiledTo(folder);
  }

  @AfterAll
  static void close() throws Exception {
    bank.close();
  }

  private Object transfers() throws Exception {
    return bank.type("DurableTransfers").getConstructor(List.class).newInstance(log);
  }

  /** A connection to a catalog of this name, which can do nothing else. */
  private static Connection connection(String catalog) {
    return (Connection) Proxy.newProxyInstance(
        TransfersTest.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> catalog);
  }

  /** Steps with the connection that a flow passes, which can do nothing else. */
  private static Steps steps() {
    return (Steps) Proxy.newProxyInstance(
        TransfersTest.class.getClassLoader(),
        new Class<?>[] {Steps.class},
        (proxy, method, arguments) -> connection("the passed one"));
  }

  /** Executes each step immediately, and transactional steps on a separate connection. */
  private final class Run implements StepExecutor {
    @Override
    public <R extends @Nullable Object> R execute(
        StepDefinition<R> step, Callable<? extends R> body, @Nullable Object... arguments) {
      log.add(step.id() + Arrays.toString(arguments));
      try {
        return body.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public <R extends @Nullable Object> R executeInTransaction(
        StepDefinition<R> step,
        Steps.Transaction<? extends R> body,
        @Nullable Object... arguments) {
      return execute(step, () -> body.run(connection("the run's own")), arguments);
    }

    @Override
    public void executeNodes(List<Node<?>> nodes, StepExecutor steps) {
      throw new AssertionError("there is no graph");
    }
  }

  @Test
  void aFunctionIsCalledWithTheEventThatItTakesWhole() throws Exception {
    FunctionDefinition<Object, Record, Object> settle = bank.function("settle");
    assertThat(settle.event().type().getSimpleName()).isEqualTo("Settlement");
    assertThat(settle.triggers()).containsExactly("bank/settlement.wanted", "bank/day.ended");

    settle.flow().run(transfers(), bank.event("Settlement", "monday", ""), steps());
    assertThat(log).containsExactly("settle monday");
  }

  @Test
  void aClockedFunctionAndItsFailureMethodAreCalledWithTheTick() throws Exception {
    FunctionDefinition<Object, CronTick, Object> report = bank.function("report");
    assertThat(report.event()).isSameAs(CronDefinition.TICK);
    assertThat(report.triggers()).isEmpty();
    assertThat(report.crons())
        .containsExactly(
            new CronDefinition("0 9 * * MON-FRI", "Europe/Berlin"),
            new CronDefinition("30 12 1 * *", "Europe/Berlin"));
    assertThat(bank.function("clean-up").crons())
        .containsExactly(new CronDefinition("*/15 * * * *", "UTC"));

    CronTick tick = new CronTick("report", Instant.EPOCH);
    Failure failure = new Failure("report", UUID.randomUUID(), null, 0, "Error", null);
    assertThat(report.flow().run(transfers(), tick, steps())).isEqualTo(1);
    Objects.requireNonNull(report.onFailure()).run(transfers(), tick, failure, steps());
    bank.function("clean-up").flow().run(transfers(), tick, steps());
    assertThat(log)
        .containsExactly("report 1970-01-01T00:00:00Z", "no report report report", "clean up");
  }

  @Test
  void aTransactionalStepGetsThePassedConnectionOutsideOfARunAndTheRunsOwnInside()
      throws Exception {
    FunctionDefinition<Object, Record, Object> transfer = bank.function("transfer");
    Object self = transfers();
    Record event = bank.event("BankTransferWanted", "o1", "a1", 5L);

    assertThat(transfer.flow().run(self, event, steps()))
        .hasToString("Receipt[account=a1, cents=5]");
    assertThat(log).containsExactly("note o1 on the passed one", "debit a1 on the passed one");

    log.clear();
    assertThat(Durable.<Object>callWith(new Run(), () -> transfer.flow().run(self, event, steps())))
        .hasToString("Receipt[account=a1, cents=5]");
    assertThat(log)
        .containsExactly(
            "note[o1]", "note o1 on the run's own", "debit[a1, 5]", "debit a1 on the run's own");
  }

  @Test
  void aMatchKnowsItsRecord() throws Exception {
    Class<?> wanted = bank.type("BankTransferWanted");
    Method where = wanted.getMethod("where");
    EventMatch<?> match = (EventMatch<?>) where.invoke(null);
    assertThat(match.event()).isEqualTo("bank/transfer.wanted");
    assertThat(match.type()).isEqualTo(wanted);
  }
}
