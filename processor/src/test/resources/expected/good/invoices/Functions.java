package good.invoices;

import dev.stepwell.FunctionRef;
import javax.annotation.processing.Generated;

/**
 * The functions of this package, as handles for cancelling and calling.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public final class Functions {
  /**
   * See {@link InvoicesCatalog#INVOICE_V3}.
   */
  public static final FunctionRef<InvoicesOrderShipped, Invoices.Invoice> INVOICE_V3 = InvoicesCatalog.INVOICE_V3;

  /**
   * See {@link InvoicesCatalog#INVOICE_V2}.
   */
  public static final FunctionRef<InvoicesOrderShipped, Void> INVOICE_V2 = InvoicesCatalog.INVOICE_V2;

  private Functions() {
  }
}
