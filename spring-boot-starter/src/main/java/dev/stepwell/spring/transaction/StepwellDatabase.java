package dev.stepwell.spring.transaction;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The data source of Stepwell, and the transaction that a thread has open on it. */
public final class StepwellDatabase {
  /** The bean, what it delegates to, and so on: a transaction manager may know any of them. */
  private final List<DataSource> layers = new ArrayList<>();

  /** The database behind this bean. */
  public StepwellDatabase(DataSource bean) {
    @Nullable DataSource layer = bean;
    while (layer != null && !layers.contains(layer)) {
      layers.add(layer);
      layer = layer instanceof DelegatingDataSource delegating
          ? delegating.getTargetDataSource()
          : null;
    }
  }

  /** The data source below all proxies, whose connections belong to no transaction of the thread. */
  public DataSource target() {
    return layers.get(layers.size() - 1);
  }

  /** Whether this data source leads to the same connections. */
  boolean isSameAs(DataSource other) {
    return new StepwellDatabase(other).target() == target();
  }

  /** The layer on which the thread has a transaction open; null if it has none. */
  @Nullable
  DataSource inTransaction() {
    return TransactionSynchronizationManager.isActualTransactionActive() ? bound() : null;
  }

  private @Nullable DataSource bound() {
    return layers.stream()
        .filter(layer ->
            TransactionSynchronizationManager.getResource(layer) instanceof ConnectionHolder)
        .findFirst()
        .orElse(null);
  }

  /** What the thread's transaction is known by; null if a transaction manager has bound none. */
  @Nullable
  Object resource() {
    DataSource layer = bound();
    return layer == null ? null : TransactionSynchronizationManager.getResource(layer);
  }
}
