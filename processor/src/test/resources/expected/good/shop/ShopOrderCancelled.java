package good.shop;

import dev.stepwell.EventMatch;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.Fields;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code shop/order.cancelled}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record ShopOrderCancelled(String orderId) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<ShopOrderCancelled> DEFINITION = 
      new EventDefinition<>(
          "shop/order.cancelled",
          ShopOrderCancelled.class,
          "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"}},\"required\":[\"orderId\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code shop/order.cancelled} by their fields.
   */
  public record Where(Map<String, Object> fields) implements EventMatch<ShopOrderCancelled> {
    @Override
    public String event() {
      return "shop/order.cancelled";
    }

    @Override
    public Class<ShopOrderCancelled> type() {
      return ShopOrderCancelled.class;
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(Fields.and(fields, "orderId", value));
    }
  }
}
