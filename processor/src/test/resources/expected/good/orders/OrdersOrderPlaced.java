package good.orders;

import dev.stepwell.Secret;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
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
  public static final class Where extends FieldMatch<OrdersOrderPlaced> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(and("orderId", value));
    }

    /**
     * Those whose {@code items} equals this value.
     */
    public Where items(List<String> value) {
      return new Where(and("items", value));
    }

    /**
     * Those whose {@code email} equals this value.
     */
    public Where email(String value) {
      return new Where(and("email", value));
    }

    /**
     * Those whose {@code address} equals this value.
     */
    public Where address(String value) {
      return new Where(and("address", value));
    }

    /**
     * Those whose {@code courierKey} equals this value.
     */
    public Where courierKey(String value) {
      return new Where(and("courierKey", value));
    }
  }
}
