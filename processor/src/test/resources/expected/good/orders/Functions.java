package good.orders;

import dev.stepwell.FunctionRef;
import javax.annotation.processing.Generated;

/**
 * The functions of this package, as handles for cancelling and calling.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public final class Functions {
  /**
   * See {@link OrderFulfilmentCatalog#FULFIL_ORDER}.
   */
  public static final FunctionRef<OrdersOrderPlaced, OrderFulfilment.Result> FULFIL_ORDER = OrderFulfilmentCatalog.FULFIL_ORDER;

  /**
   * See {@link RestockingCatalog#RESTOCK}.
   */
  public static final FunctionRef<StockLow, String> RESTOCK = RestockingCatalog.RESTOCK;

  private Functions() {
  }
}
