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
 * The event {@code orders/stock.low}, carried by {@link StockLow}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.orders.StockLow",
    constants = {}
)
public final class StockLowCatalog implements Catalog {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<StockLow> DEFINITION = 
      new EventDefinition<>(
          "orders/stock.low",
          StockLow.class,
          "{\"type\":\"object\",\"properties\":{\"item\":{\"type\":\"string\"},\"left\":{\"type\":\"integer\"},\"offer\":{\"type\":\"string\"}},\"required\":[\"item\",\"left\",\"offer\"],\"additionalProperties\":false}");

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
   * Chooses events {@code orders/stock.low} by their fields.
   */
  public static final class Where extends FieldMatch<StockLow> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code item} equals this value.
     */
    public Where item(String value) {
      return new Where(and("item", value));
    }

    /**
     * Those whose {@code left} equals this value.
     */
    public Where left(int value) {
      return new Where(and("left", value));
    }

    /**
     * Those whose {@code offer} equals this value.
     */
    public Where offer(String value) {
      return new Where(and("offer", value));
    }
  }
}
