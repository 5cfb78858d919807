package users;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.jdbc.StepTransactions;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import javax.sql.DataSource;

/** The Stepwell of the application: on its pool, with its transactions, from its start to its stop. */
@Factory
public class StepwellOnMicronaut {
  /** The pool itself: Micronaut's proxy of it lends connections only within a transaction. */
  @Bean(preDestroy = "close")
  @Singleton
  Stepwell stepwell(
      DataSource dataSource, TransactionOperations<Connection> transactions, Trips trips) {
    return Stepwell.on(DelegatingDataSource.unwrapDataSource(dataSource))
        .transactions(work -> inNew(transactions, work))
        .register(DurableTripFlow.class, () -> new DurableTripFlow(trips))
        .build();
  }

  /** A transaction of Micronaut, which code of steps joins. */
  private static void inNew(
      TransactionOperations<Connection> transactions, StepTransactions.Work work)
      throws Exception {
    try {
      transactions.execute(
          TransactionDefinition.of(TransactionDefinition.Propagation.REQUIRES_NEW), status -> {
            work.run(status.getConnection());
            return status;
          });
    } catch (UndeclaredThrowableException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Starts it with the application. */
  @Singleton
  static class Start {
    private final Stepwell stepwell;

    Start(Stepwell stepwell) {
      this.stepwell = stepwell;
    }

    @EventListener
    void start(StartupEvent event) {
      stepwell.start();
    }
  }
}
