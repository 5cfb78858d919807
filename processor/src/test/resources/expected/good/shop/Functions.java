package good.shop;

import dev.stepwell.FunctionRef;
import javax.annotation.processing.Generated;

/**
 * The functions of this package, as handles for cancelling and calling.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public final class Functions {
  /**
   * See {@link CheckoutCatalog#CHECK_OUT}.
   */
  public static final FunctionRef<ShopOrderPlaced, Checkout.Paid> CHECK_OUT = CheckoutCatalog.CHECK_OUT;

  /**
   * See {@link CheckoutCatalog#REMIND}.
   */
  public static final FunctionRef<ReminderWanted, Void> REMIND = CheckoutCatalog.REMIND;

  private Functions() {
  }
}
