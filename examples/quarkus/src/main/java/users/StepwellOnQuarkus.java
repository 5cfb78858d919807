package users;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.jdbc.StepTransactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import javax.sql.DataSource;

/** The Stepwell of the application: on its pool, with its transactions, from its start to its stop. */
@Dependent
public class StepwellOnQuarkus {
  @Produces
  @Singleton
  Stepwell stepwell(DataSource dataSource, TransactionManager manager, Trips trips) {
    return Stepwell.on(dataSource)
        .transactions(work -> inNew(manager, dataSource, work))
        .register(DurableTripFlow.class, () -> new DurableTripFlow(trips))
        .build();
  }

  /** A transaction by JTA, which code of steps joins with {@code @Transactional}. */
  private static void inNew(
      TransactionManager manager, DataSource dataSource, StepTransactions.Work work)
      throws Exception {
    manager.begin();
    try (Connection connection = dataSource.getConnection()) {
      work.run(connection);
    } catch (Throwable t) {
      manager.rollback();
      throw t;
    }
    manager.commit();
  }

  void start(@Observes StartupEvent event, Stepwell stepwell) {
    stepwell.start();
  }

  void stop(@Observes ShutdownEvent event, Stepwell stepwell) {
    stepwell.close();
  }
}
