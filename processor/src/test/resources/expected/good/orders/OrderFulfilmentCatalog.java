package good.orders;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The functions and events of {@link OrderFulfilment}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.orders.OrderFulfilment",
    constants = {"FULFIL_ORDER"}
)
public final class OrderFulfilmentCatalog implements Catalog {
  /**
   * The function {@code fulfil-order}.
   */
  public static final FunctionDefinition<DurableOrderFulfilment, OrdersOrderPlaced, OrderFulfilment.Result> FULFIL_ORDER = defineFulfilOrder();

  private static FunctionDefinition<DurableOrderFulfilment, OrdersOrderPlaced, OrderFulfilment.Result> defineFulfilOrder(
      ) {
    return FunctionDefinition.<DurableOrderFulfilment, OrdersOrderPlaced, OrderFulfilment.Result>of(
            "fulfil-order",
            DurableOrderFulfilment.class,
            OrdersOrderPlaced.DEFINITION,
            OrderFulfilment.Result.class,
            (self, event, steps) -> self.flow(event, steps))
        .retries(5)
        .cancelOn("orders/order.cancelled", "orderId")
        .steps(steps())
        .secretFields("courierKey")
        .onFailure((self, event, failure, steps) -> self.release(event.orderId(), failure))
        .build();
  }

  private static List<StepDefinition<?>> steps() {
    return List.of(
        DurableOrderFulfilment.RESERVE,
        DurableOrderFulfilment.WRITE_INVOICE,
        DurableOrderFulfilment.BOOK,
        DurableOrderFulfilment.PACK,
        DurableOrderFulfilment.PRINT_LABEL,
        DurableOrderFulfilment.SHIP,
        DurableOrderFulfilment.CALL_COURIER,
        DurableOrderFulfilment.ASK_FOR_REVIEW,
        DurableOrderFulfilment.CLOSE);
  }

  @Override
  public List<FunctionDefinition<?, ?, ?>> functions() {
    return List.of(FULFIL_ORDER);
  }

  @Override
  public List<EventDefinition<?>> events() {
    return List.of(OrdersOrderPlaced.DEFINITION, OrdersOrderCancelled.DEFINITION);
  }
}
