package good.orders;

import dev.stepwell.EventMatch;
import dev.stepwell.Secret;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.Fields;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code orders/order.placed}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record OrdersOrderPlaced(String orderId, List<String> items, String email, String address,
    @Secret String courierKey) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<OrdersOrderPlaced> DEFINITION = 
      new EventDefinition<>(
          "orders/order.placed",
          OrdersOrderPlaced.class,
          "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"},\"items\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},\"email\":{\"type\":\"string\"},\"address\":{\"type\":\"string\"},\"courierKey\":{\"type\":\"string\",\"writeOnly\":true}},\"required\":[\"orderId\",\"items\",\"email\",\"address\",\"courierKey\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code orders/order.placed} by their fields.
   */
  public record Where(Map<String, Object> fields) implements EventMatch<OrdersOrderPlaced> {
    @Override
    public String event() {
      return "orders/order.placed";
    }

    @Override
    public Class<OrdersOrderPlaced> type() {
      return OrdersOrderPlaced.class;
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(Fields.and(fields, "orderId", value));
    }

    /**
     * Those whose {@code items} equals this value.
     */
    public Where items(List<String> value) {
      return new Where(Fields.and(fields, "items", value));
    }

    /**
     * Those whose {@code email} equals this value.
     */
    public Where email(String value) {
      return new Where(Fields.and(fields, "email", value));
    }

    /**
     * Those whose {@code address} equals this value.
     */
    public Where address(String value) {
      return new Where(Fields.and(fields, "address", value));
    }

    /**
     * Those whose {@code courierKey} equals this value.
     */
    public Where courierKey(String value) {
      return new Where(Fields.and(fields, "courierKey", value));
    }
  }
}
