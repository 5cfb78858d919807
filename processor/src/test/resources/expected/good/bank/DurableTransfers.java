package good.bank;

import dev.stepwell.contract.Durable;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.contract.StepDefinition;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The durable form of {@link Transfers}: inside a run, each step is handed to the run.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@DurableOf(Transfers.class)
public class DurableTransfers extends Transfers {
  static final StepDefinition<Transfers.Receipt> DEBIT = 
      StepDefinition.<Transfers.Receipt>of("debit", Transfers.Receipt.class)
          .withRetries(8)
          .withBackoff(Duration.ZERO, Duration.ofMillis(1500), 1.5)
          .withTimeout(Duration.ofSeconds(90))
          .withParameters("account", "cents");

  static final StepDefinition<Void> NOTE = 
      StepDefinition.<Void>of("note", Void.class)
          .withParameters("orderId");

  static final StepDefinition<Integer> PRINT = 
      StepDefinition.<Integer>of("print", Integer.class)
          .withTimeout(Duration.ofSeconds(90));

  public DurableTransfers(List<String> log) {
    super(log);
  }

  @Override
  Transfers.Receipt debit(Connection connection, String account, long cents) {
    return Durable.stepInTransaction(DEBIT, connection, transaction -> super.debit(transaction, account, cents), account, cents);
  }

  @Override
  void note(Connection transaction, String orderId) {
    Durable.runInTransaction(NOTE, transaction, transactionOfRun -> super.note(transactionOfRun, orderId), orderId);
  }

  @Override
  int print() {
    return Durable.step(PRINT, () -> super.print());
  }
}
