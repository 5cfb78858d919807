package good.shop;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code shop/closed}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record ShopClosed(String orderId, Checkout.Currency currency) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<ShopClosed> DEFINITION = 
      new EventDefinition<>(
          "shop/closed",
          ShopClosed.class,
          "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"},\"currency\":{\"type\":\"string\",\"enum\":[\"EUR\",\"SEK\"]}},\"required\":[\"orderId\",\"currency\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code shop/closed} by their fields.
   */
  public static final class Where extends FieldMatch<ShopClosed> {
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
     * Those whose {@code currency} equals this value.
     */
    public Where currency(Checkout.Currency value) {
      return new Where(and("currency", value));
    }
  }
}
