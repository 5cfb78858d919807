package good.shop;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
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
  public static final class Where extends FieldMatch<ShopOrderCancelled> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(and("orderId", value));
    }
  }
}
