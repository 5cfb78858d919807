package good.shop;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The functions and events of {@link Checkout}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.shop.Checkout",
    constants = {"CHECK_OUT", "REMIND"}
)
public final class CheckoutCatalog implements Catalog {
  /**
   * The function {@code check-out}.
   */
  public static final FunctionDefinition<DurableCheckout, ShopOrderPlaced, Checkout.Paid> CHECK_OUT = defineCheckOut();

  /**
   * The function {@code remind}.
   */
  public static final FunctionDefinition<DurableCheckout, ReminderWanted, Void> REMIND = defineRemind();

  private static FunctionDefinition<DurableCheckout, ShopOrderPlaced, Checkout.Paid> defineCheckOut(
      ) {
    return FunctionDefinition.<DurableCheckout, ShopOrderPlaced, Checkout.Paid>of(
            "check-out",
            DurableCheckout.class,
            ShopOrderPlaced.DEFINITION,
            Checkout.Paid.class,
            (self, event, steps) -> self.checkOut(event.orderId(), event.items(), event.currency(), event.note(), steps))
        .retries(5)
        .cancelOn("shop/order.cancelled", "orderId")
        .cancelOn("shop/closed", "orderId", "currency")
        .steps(steps())
        .onFailure((self, event, failure, steps) -> self.refund(failure, event.orderId()))
        .build();
  }

  private static FunctionDefinition<DurableCheckout, ReminderWanted, Void> defineRemind() {
    return FunctionDefinition.<DurableCheckout, ReminderWanted>ofVoid(
            "remind",
            DurableCheckout.class,
            ReminderWantedCatalog.DEFINITION,
            (self, event, steps) -> self.remind(event))
        .retries(3)
        .steps(steps())
        .build();
  }

  private static List<StepDefinition<?>> steps() {
    return List.of(
        DurableCheckout.TOTAL,
        DurableCheckout.PACK_IT,
        DurableCheckout.SHIP,
        DurableCheckout.FETCH_PDF_PAGE2);
  }

  @Override
  public List<FunctionDefinition<?, ?, ?>> functions() {
    return List.of(CHECK_OUT, REMIND);
  }

  @Override
  public List<EventDefinition<?>> events() {
    return List.of(ShopOrderPlaced.DEFINITION, ShopOrderCancelled.DEFINITION, ShopClosed.DEFINITION, ReminderWantedCatalog.DEFINITION);
  }
}
