package good.invoices;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code invoices/order.shipped}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record InvoicesOrderShipped(String order, long cents) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<InvoicesOrderShipped> DEFINITION = 
      new EventDefinition<>(
          "invoices/order.shipped",
          InvoicesOrderShipped.class,
          "{\"type\":\"object\",\"properties\":{\"order\":{\"type\":\"string\"},\"cents\":{\"type\":\"integer\"}},\"required\":[\"order\",\"cents\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code invoices/order.shipped} by their fields.
   */
  public static final class Where extends FieldMatch<InvoicesOrderShipped> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code order} equals this value.
     */
    public Where order(String value) {
      return new Where(and("order", value));
    }

    /**
     * Those whose {@code cents} equals this value.
     */
    public Where cents(long value) {
      return new Where(and("cents", value));
    }
  }
}
