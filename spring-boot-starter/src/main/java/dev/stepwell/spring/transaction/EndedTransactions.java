package dev.stepwell.spring.transaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transactions of a thread that have ended while their connection is still bound to it, as in callbacks after the commit. What such a
 * callback sends must not join: it would never be committed. What JPA sends while it flushes at the commit still joins.
 */
public final class EndedTransactions implements BeanPostProcessor, TransactionExecutionListener {
  private static final ThreadLocal<@Nullable List<Ended>> ENDED = new ThreadLocal<>();

  private final ObjectProvider<StepwellDatabase> database;

  /** Those on this database. */
  public EndedTransactions(ObjectProvider<StepwellDatabase> database) {
    this.database = database;
  }

  /**
   * A transaction that has ended.
   *
   * @param transaction which one
   * @param resource what the database knows it by
   */
  private record Ended(TransactionExecution transaction, Object resource) {}

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof ConfigurableTransactionManager manager) {
      manager.addListener(this);
    }
    return bean;
  }

  /** Whether the transaction that is known by this resource has ended on this thread. */
  boolean contains(@Nullable Object resource) {
    List<Ended> all = ENDED.get();
    return all != null && all.stream().anyMatch(one -> one.resource() == resource);
  }

  /** Callbacks are called in their order, and this one first: it is registered before others of its order. */
  @Override
  public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
    if (failure == null && TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(new End(transaction));
    }
  }

  @Override
  public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
    remove(transaction);
  }

  @Override
  public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
    remove(transaction);
  }

  private void add(TransactionExecution transaction) {
    StepwellDatabase known = database.getIfAvailable();
    Object resource = known == null ? null : known.resource();
    if (resource == null || contains(resource)) {
      return;
    }
    List<Ended> all = ENDED.get();
    if (all == null) {
      all = new ArrayList<>();
      ENDED.set(all);
    }
    all.add(new Ended(transaction, resource));
  }

  private static void remove(TransactionExecution transaction) {
    List<Ended> all = ENDED.get();
    if (all != null) {
      all.removeIf(one -> one.transaction() == transaction);
      if (all.isEmpty()) {
        ENDED.remove();
      }
    }
  }

  /** Registers the end of a transaction before other callbacks are called. */
  private final class End implements TransactionSynchronization {
    private final TransactionExecution transaction;

    End(TransactionExecution transaction) {
      this.transaction = transaction;
    }

    @Override
    public int getOrder() {
      return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void afterCommit() {
      add(transaction);
    }

    @Override
    public void afterCompletion(int status) {
      add(transaction);
    }
  }
}
