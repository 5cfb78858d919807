package dev.stepwell.spring.test;

import dev.stepwell.runtime.model.Sent;
import dev.stepwell.testing.TestStepwell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction of the thread does to a {@link TestStepwell}, whose store knows no transactions: its events are stored at once, and undone by a
 * rollback; its cancellations follow the commit. Then what is due is executed.
 */
final class TestTransaction implements TransactionSynchronization {
  private final TestStepwell stepwell;
  private final List<Sent> sent = new ArrayList<>();
  private final Set<UUID> cancelled = new LinkedHashSet<>();

  private TestTransaction(TestStepwell stepwell) {
    this.stepwell = stepwell;
  }

  /** The active transaction of the thread. */
  static TestTransaction of(TestStepwell stepwell) {
    for (TransactionSynchronization one : TransactionSynchronizationManager.getSynchronizations()) {
      if (one instanceof TestTransaction known && known.stepwell == stepwell) {
        return known;
      }
    }
    TestTransaction begun = new TestTransaction(stepwell);
    TransactionSynchronizationManager.registerSynchronization(begun);
    return begun;
  }

  void add(List<Sent> more) {
    more.stream().filter(one -> !one.duplicate()).forEach(sent::add);
  }

  /** Cancels the run after the commit. Returns whether it can be cancelled now. */
  boolean cancel(UUID runId) {
    boolean isLive = stepwell.runs().stream()
        .anyMatch(run -> run.id().equals(runId) && !run.status().isEnded());
    return isLive && cancelled.add(runId);
  }

  @Override
  public void afterCompletion(int status) {
    if (status == STATUS_COMMITTED) {
      cancelled.forEach(stepwell.sender()::cancel);
    } else {
      sent.forEach(this::undo);
    }
    stepwell.executeDue();
  }

  private void undo(Sent one) {
    stepwell.sender().withdraw(one.eventId());
    one.runIds().forEach(stepwell.sender()::cancel);
  }
}
