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
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends to the {@link TestStepwell} of the test, which executes what is due: at once, or after the transaction that is active. When the
 * transaction rolls back, what it sent is withdrawn, or its runs are cancelled before they execute.
 */
final class TestEventSender implements EventSender {
  private final Supplier<TestStepwell> stepwell;

  TestEventSender(Supplier<TestStepwell> stepwell) {
    this.stepwell = stepwell;
  }

  private Sent executed(Sent sent) {
    return executed(List.of(sent)).get(0);
  }

  private List<Sent> executed(List<Sent> sent) {
    TestStepwell current = stepwell.get();
    if (TransactionSynchronizationManager.isSynchronizationActive()
        && TransactionSynchronizationManager.isActualTransactionActive()) {
      TransactionSynchronizationManager.registerSynchronization(new Later(current, sent));
    } else {
      current.executeDue();
    }
    return sent;
  }

  private record Later(TestStepwell stepwell, List<Sent> sent)
      implements TransactionSynchronization {
    @Override
    public void afterCompletion(int status) {
      if (status != STATUS_COMMITTED) {
        sent.stream().filter(one -> !one.duplicate()).forEach(this::undo);
      }
      stepwell.executeDue();
    }

    private void undo(Sent one) {
      stepwell.sender().withdraw(one.eventId());
      one.runIds().forEach(stepwell.sender()::cancel);
    }
  }

  @Override
  public EventSender within(Connection connection) {
    return this;
  }

  @Override
  public Sent send(Record event, SendOptions options) {
    return executed(stepwell.get().sender().send(event, options));
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
    boolean cancelled = stepwell.get().sender().cancel(runId);
    executed(List.of());
    return cancelled;
  }

  @Override
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    Set<UUID> cancelled = stepwell.get().sender().cancel(function, match);
    executed(List.of());
    return cancelled;
  }

  @Override
  public boolean withdraw(String eventId) {
    return stepwell.get().sender().withdraw(eventId);
  }
}
