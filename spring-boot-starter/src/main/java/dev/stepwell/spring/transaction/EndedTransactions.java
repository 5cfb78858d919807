package dev.stepwell.spring.transaction;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Notes that a transaction has ended while its connection is still bound to the thread, as it is in callbacks after the commit. What such a
 * callback sends must not join: it would never be committed.
 */
public final class EndedTransactions implements BeanPostProcessor, TransactionExecutionListener {
  private static final Object NOT_OURS = new Object();

  private static final ThreadLocal<Deque<Object>> ENDED = new ThreadLocal<>();

  private final ObjectProvider<StepwellDatabase> database;

  /** Those on this database. */
  public EndedTransactions(ObjectProvider<StepwellDatabase> database) {
    this.database = database;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof ConfigurableTransactionManager manager) {
      manager.addListener(this);
    }
    return bean;
  }

  /** Whether the transaction that is known by this resource has ended on this thread. */
  boolean contains(@Nullable Object resource) {
    Deque<Object> all = ENDED.get();
    return all != null && resource != null && all.stream().anyMatch(one -> one == resource);
  }

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    push();
  }

  @Override
  public void beforeRollback(TransactionExecution transaction) {
    push();
  }

  @Override
  public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
    pop();
  }

  @Override
  public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
    pop();
  }

  private void push() {
    Deque<Object> all = ENDED.get();
    if (all == null) {
      all = new ArrayDeque<>();
      ENDED.set(all);
    }
    StepwellDatabase known = database.getIfAvailable();
    Object resource = known == null ? null : known.resource();
    all.push(resource == null ? NOT_OURS : resource);
  }

  private void pop() {
    Deque<Object> all = ENDED.get();
    if (all != null) {
      all.poll();
      if (all.isEmpty()) {
        ENDED.remove();
      }
    }
  }
}
