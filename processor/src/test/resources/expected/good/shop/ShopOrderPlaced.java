package good.shop;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;

/**
 * The event {@code shop/order.placed}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record ShopOrderPlaced(String orderId, List<Checkout.Item> items, Checkout.Currency currency,
    Optional<String> note) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<ShopOrderPlaced> DEFINITION = 
      new EventDefinition<>(
          "shop/order.placed",
          ShopOrderPlaced.class,
          "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"},\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"article\":{\"type\":\"string\"},\"price\":{\"type\":\"integer\"}},\"required\":[\"article\",\"price\"],\"additionalProperties\":false}},\"currency\":{\"type\":\"string\",\"enum\":[\"EUR\",\"SEK\"]},\"note\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"orderId\",\"items\",\"currency\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code shop/order.placed} by their fields.
   */
  public static final class Where extends FieldMatch<ShopOrderPlaced> {
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
    public Where items(List<Checkout.Item> value) {
      return new Where(and("items", value));
    }

    /**
     * Those whose {@code currency} equals this value.
     */
    public Where currency(Checkout.Currency value) {
      return new Where(and("currency", value));
    }

    /**
     * Those whose {@code note} equals this value.
     */
    public Where note(Optional<String> value) {
      return new Where(and("note", value));
    }
  }
}
