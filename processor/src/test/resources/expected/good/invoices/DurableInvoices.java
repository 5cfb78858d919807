package good.invoices;

import dev.stepwell.contract.Durable;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.contract.StepDefinition;
import javax.annotation.processing.Generated;

/**
 * The durable form of {@link Invoices}: inside a run, each step is handed to the run.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@DurableOf(Invoices.class)
public class DurableInvoices extends Invoices {
  static final StepDefinition<Invoices.Invoice> WRITE = 
      StepDefinition.<Invoices.Invoice>of("write", Invoices.Invoice.class)
          .withParameters("order", "cents")
          .withWas("make-invoice", "make-bill");

  static final StepDefinition<Void> POST = 
      StepDefinition.<Void>of("post", Void.class)
          .withRetries(1)
          .withParameters("invoice")
          .withWas("send");

  public DurableInvoices() {
    super();
  }

  @Override
  Invoices.Invoice write(String order, long cents) {
    return Durable.step(WRITE, () -> super.write(order, cents), order, cents);
  }

  @Override
  void post(Invoices.Invoice invoice) {
    Durable.run(POST, () -> super.post(invoice), invoice);
  }
}
