package dev.stepwell.spring.transaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transactions that transaction managers have open on a thread, by their connections.
 *
 * <p>A connection that is bound to the thread need not belong to an open transaction. Spring binds one for a transaction of another data source,
 * and nobody commits it. Spring also unbinds a connection only after the callbacks that follow its commit.
 */
public final class OpenTransactions
    implements BeanPostProcessor, SmartInitializingSingleton, TransactionExecutionListener {
  private static final ThreadLocal<@Nullable List<ConnectionHolder>> OPEN = new ThreadLocal<>();

  private final ListableBeanFactory beans;

  /** Those that the transaction managers of this factory and of its ancestors open. */
  public OpenTransactions(ListableBeanFactory beans) {
    this.beans = beans;
  }

  /** Whether the connection belongs to an open transaction of this thread. */
  static boolean contain(ConnectionHolder connection) {
    List<ConnectionHolder> all = OPEN.get();
    return all != null && all.stream().anyMatch(one -> one == connection);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof ConfigurableTransactionManager manager) {
      listen(manager);
    }
    return bean;
  }

  /** Reaches what is created without this post-processor: the beans of parent contexts, and those that are created too early. */
  @Override
  public void afterSingletonsInstantiated() {
    BeanFactoryUtils.beansOfTypeIncludingAncestors(
            beans, ConfigurableTransactionManager.class, false, false)
        .values()
        .forEach(this::listen);
  }

  /** One listener is enough for the contexts that share a manager, because what it records belongs to the thread. */
  private void listen(ConfigurableTransactionManager manager) {
    if (manager.getTransactionExecutionListeners().stream()
        .noneMatch(OpenTransactions.class::isInstance)) {
      manager.addListener(this);
    }
  }

  /** A savepoint begins no transaction. */
  @Override
  public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
    if (failure == null
        && transaction.isNewTransaction()
        && TransactionSynchronizationManager.isSynchronizationActive()
        && transaction instanceof DefaultTransactionStatus status
        && status.getTransaction() instanceof JdbcTransactionObjectSupport begun
        && begun.hasConnectionHolder()) {
      open(begun.getConnectionHolder());
    }
  }

  /** Callbacks are called in their order, and the one that ends it first: it is registered before others of its order. */
  private static void open(ConnectionHolder connection) {
    List<ConnectionHolder> all = OPEN.get();
    if (all == null) {
      all = new ArrayList<>();
      OPEN.set(all);
    }
    all.add(connection);
    TransactionSynchronizationManager.registerSynchronization(new End(connection));
  }

  private static void end(ConnectionHolder connection) {
    List<ConnectionHolder> all = OPEN.get();
    if (all != null) {
      all.removeIf(one -> one == connection);
      if (all.isEmpty()) {
        OPEN.remove();
      }
    }
  }

  /** Ends a transaction before other callbacks are called. */
  private record End(ConnectionHolder connection) implements TransactionSynchronization {
    @Override
    public int getOrder() {
      return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void afterCommit() {
      end(connection);
    }

    @Override
    public void afterCompletion(int status) {
      end(connection);
    }
  }
}
