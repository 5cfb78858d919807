package dev.stepwell.spring.test;

import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.testing.TestStepwell;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends to the {@link TestStepwell} of the test, which executes what is due: at once, or after the transaction that is active on the thread.
 * Within a transaction, what it sends is undone if the transaction rolls back.
 */
final class TestEventSender implements EventSender {
  private final Supplier<TestStepwell> stepwell;
  private final boolean joins;

  /** Sends outside of transactions. */
  TestEventSender(Supplier<TestStepwell> stepwell) {
    this(stepwell, false);
  }

  private TestEventSender(Supplier<TestStepwell> stepwell, boolean joins) {
    this.stepwell = stepwell;
    this.joins = joins;
  }

  private static boolean isInTransaction() {
    return TransactionSynchronizationManager.isSynchronizationActive()
        && TransactionSynchronizationManager.isActualTransactionActive();
  }

  @Override
  public EventSender within(Connection connection) {
    return new TestEventSender(stepwell, true);
  }

  private List<Sent> executed(List<Sent> sent) {
    if (isInTransaction()) {
      TestTransaction.of(stepwell.get()).add(joins ? sent : List.of());
    } else {
      stepwell.get().executeDue();
    }
    return sent;
  }

  @Override
  public Sent send(Record event, SendOptions options) {
    return executed(List.of(stepwell.get().sender().send(event, options))).get(0);
  }

  @Override
  public List<Sent> sendAll(List<? extends Record> events) {
    return executed(stepwell.get().sender().sendAll(events));
  }

  @Override
  public List<Sent> sendJson(List<JsonEvent> events) {
    return executed(stepwell.get().sender().sendJson(events));
  }

  @Override
  public boolean cancel(UUID runId) {
    if (joins && isInTransaction()) {
      return TestTransaction.of(stepwell.get()).cancel(runId);
    }
    boolean cancelled = stepwell.get().sender().cancel(runId);
    executed(List.of());
    return cancelled;
  }

  /** Takes effect at once, because which runs match is known only then. */
  @Override
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    Set<UUID> cancelled = stepwell.get().sender().cancel(function, match);
    executed(List.of());
    return cancelled;
  }

  /** Takes effect at once, because whether the event is still pending is known only then. */
  @Override
  public boolean withdraw(String eventId) {
    return stepwell.get().sender().withdraw(eventId);
  }
}
