package dev.stepwell.spring.transaction;

import dev.stepwell.runtime.jdbc.StepTransactions;
import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Opens the transactions of steps by a transaction manager, so that what a step does through Spring joins them. */
final class SpringTransactions implements StepTransactions {
  private final PlatformTransactionManager manager;
  private final StepwellDatabase database;

  SpringTransactions(PlatformTransactionManager manager, StepwellDatabase database) {
    this.manager = manager;
    this.database = database;
  }

  @Override
  public void inNew(Work work) throws Exception {
    DefaultTransactionDefinition definition =
        new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    definition.setName("stepwell-step");
    TransactionStatus status = manager.getTransaction(definition);
    try {
      run(work);
    } catch (Throwable t) {
      rollBack(status, t);
      throw t;
    }
    manager.commit(status);
  }

  private void run(Work work) throws Exception {
    DataSource layer = database.bound();
    if (layer == null) {
      throw new IllegalStateException(
          "the transaction manager " + manager.getClass().getName()
              + " has opened no transaction on the data source of Stepwell, so a transactional step cannot use it: declare a"
              + " transaction manager for that data source, or a bean of type StepTransactions");
    }
    Connection connection = DataSourceUtils.getConnection(layer);
    try {
      work.run(connection);
    } finally {
      DataSourceUtils.releaseConnection(connection, layer);
    }
  }

  private void rollBack(TransactionStatus status, Throwable cause) {
    try {
      if (!status.isCompleted()) {
        manager.rollback(status);
      }
    } catch (RuntimeException | Error e) {
      cause.addSuppressed(e);
    }
  }
}
