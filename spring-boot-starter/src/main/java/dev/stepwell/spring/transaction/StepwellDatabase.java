package dev.stepwell.spring.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The data source of Stepwell, and the transaction that a thread has open on it. */
public final class StepwellDatabase {
  /** The bean, and what it hands out the connections of: a transaction manager may know any of them. */
  private final List<DataSource> layers = new ArrayList<>();

  private final DataSource target;

  /** The database behind this bean. */
  public StepwellDatabase(DataSource bean) {
    @Nullable DataSource layer = bean;
    while (layer != null && !layers.contains(layer)) {
      layers.add(layer);
      layer = layer instanceof DelegatingDataSource delegating && isProxy(layer)
          ? delegating.getTargetDataSource()
          : null;
    }
    target = layers.stream().filter(one -> !isProxy(one)).findFirst().orElse(bean);
  }

  /** Whether it hands out the connections of another data source as they are: other wrappers may add a user, a schema or a statement. */
  private static boolean isProxy(DataSource layer) {
    return layer instanceof TransactionAwareDataSourceProxy
        || layer instanceof LazyConnectionDataSourceProxy;
  }

  /** The data source below these proxies, whose connections belong to no transaction of the thread. */
  public DataSource target() {
    return target;
  }

  /** Whether this data source leads to the same connections. */
  boolean isSameAs(DataSource other) {
    return new StepwellDatabase(other).target == target;
  }

  /** The layer whose connection is bound to the thread while a transaction is active; null if there is none. */
  @Nullable
  DataSource bound() {
    return TransactionSynchronizationManager.isActualTransactionActive()
        ? layer(connection -> true)
        : null;
  }

  /** The layer on which a transaction manager has a transaction of the thread open; null if there is none. */
  @Nullable
  DataSource inTransaction() {
    return TransactionSynchronizationManager.isActualTransactionActive()
        ? layer(OpenTransactions::contain)
        : null;
  }

  private @Nullable DataSource layer(Predicate<ConnectionHolder> condition) {
    return layers.stream()
        .filter(layer -> TransactionSynchronizationManager.getResource(layer)
                instanceof ConnectionHolder connection
            && condition.test(connection))
        .findFirst()
        .orElse(null);
  }
}
