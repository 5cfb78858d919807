package good.shop;

import dev.stepwell.EventMatch;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.Fields;
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
  public record Where(Map<String, Object> fields) implements EventMatch<ShopClosed> {
    @Override
    public String event() {
      return "shop/closed";
    }

    @Override
    public Class<ShopClosed> type() {
      return ShopClosed.class;
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(Fields.and(fields, "orderId", value));
    }

    /**
     * Those whose {@code currency} equals this value.
     */
    public Where currency(Checkout.Currency value) {
      return new Where(Fields.and(fields, "currency", value));
    }
  }
}
