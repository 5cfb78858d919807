package good.invoices;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The functions and events of {@link Invoices}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.invoices.Invoices",
    constants = {"INVOICE_V3", "INVOICE_V2"}
)
public final class InvoicesCatalog implements Catalog {
  /**
   * The function invoice&#64;3.
   */
  public static final FunctionDefinition<DurableInvoices, InvoicesOrderShipped, Invoices.Invoice> INVOICE_V3 = defineInvoice3();

  /**
   * The function invoice&#64;2.
   */
  public static final FunctionDefinition<DurableInvoices, InvoicesOrderShipped, Void> INVOICE_V2 = defineInvoice2();

  private static FunctionDefinition<DurableInvoices, InvoicesOrderShipped, Invoices.Invoice> defineInvoice3(
      ) {
    return FunctionDefinition.<DurableInvoices, InvoicesOrderShipped, Invoices.Invoice>of(
            "invoice",
            DurableInvoices.class,
            InvoicesOrderShipped.DEFINITION,
            Invoices.Invoice.class,
            (self, event, steps) -> self.invoice(event.order(), event.cents(), steps))
        .version(3)
        .was("bill", "bill@2")
        .retries(3)
        .steps(steps())
        .onFailure((self, event, failure, steps) -> self.notInvoiced(event.order(), failure))
        .build();
  }

  private static FunctionDefinition<DurableInvoices, InvoicesOrderShipped, Void> defineInvoice2() {
    return FunctionDefinition.<DurableInvoices, InvoicesOrderShipped>ofVoid(
            "invoice",
            DurableInvoices.class,
            InvoicesOrderShipped.DEFINITION,
            (self, event, steps) -> self.invoiceAtOnce(event.order(), event.cents()))
        .version(2)
        .retries(3)
        .steps(steps())
        .onFailure((self, event, failure, steps) -> self.notInvoiced(event.order(), failure))
        .build();
  }

  private static List<StepDefinition<?>> steps() {
    return List.of(
        DurableInvoices.WRITE,
        DurableInvoices.POST);
  }

  @Override
  public List<FunctionDefinition<?, ?, ?>> functions() {
    return List.of(INVOICE_V3, INVOICE_V2);
  }

  @Override
  public List<EventDefinition<?>> events() {
    return List.of(InvoicesOrderShipped.DEFINITION);
  }
}
