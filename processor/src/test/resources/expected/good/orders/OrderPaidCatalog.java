package good.orders;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import dev.stepwell.contract.FunctionDefinition;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code orders/order.paid}, carried by {@link OrderPaid}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.orders.OrderPaid",
    constants = {}
)
public final class OrderPaidCatalog implements Catalog {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<OrderPaid> DEFINITION = 
      new EventDefinition<>(
          "orders/order.paid",
          OrderPaid.class,
          "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"},\"cents\":{\"type\":\"integer\"}},\"required\":[\"orderId\",\"cents\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  @Override
  public List<FunctionDefinition<?, ?, ?>> functions() {
    return List.of();
  }

  @Override
  public List<EventDefinition<?>> events() {
    return List.of(DEFINITION);
  }

  /**
   * Chooses events {@code orders/order.paid} by their fields.
   */
  public static final class Where extends FieldMatch<OrderPaid> {
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
     * Those whose {@code cents} equals this value.
     */
    public Where cents(int value) {
      return new Where(and("cents", value));
    }
  }
}
