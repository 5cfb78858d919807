package good.orders;

import dev.stepwell.EventMatch;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.Fields;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code orders/order.cancelled}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record OrdersOrderCancelled(String orderId) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<OrdersOrderCancelled> DEFINITION = 
      new EventDefinition<>(
          "orders/order.cancelled",
          OrdersOrderCancelled.class,
          "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"}},\"required\":[\"orderId\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code orders/order.cancelled} by their fields.
   */
  public record Where(Map<String, Object> fields) implements EventMatch<OrdersOrderCancelled> {
    @Override
    public String event() {
      return "orders/order.cancelled";
    }

    @Override
    public Class<OrdersOrderCancelled> type() {
      return OrdersOrderCancelled.class;
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(Fields.and(fields, "orderId", value));
    }
  }
}
