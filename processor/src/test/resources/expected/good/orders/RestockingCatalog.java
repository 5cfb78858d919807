package good.orders;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The functions and events of {@link Restocking}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.orders.Restocking",
    constants = {"RESTOCK"}
)
public final class RestockingCatalog implements Catalog {
  /**
   * The function {@code restock}.
   */
  public static final FunctionDefinition<DurableRestocking, StockLow, String> RESTOCK = defineRestock();

  private static FunctionDefinition<DurableRestocking, StockLow, String> defineRestock() {
    return FunctionDefinition.<DurableRestocking, StockLow, String>of(
            "restock",
            DurableRestocking.class,
            StockLowCatalog.DEFINITION,
            String.class,
            (self, event, steps) -> self.flowOfSteps(event, steps))
        .retries(3)
        .steps(steps())
        .onFailure((self, event, failure, steps) -> self.tell(event))
        .build();
  }

  private static List<StepDefinition<?>> steps() {
    return List.of(
        DurableRestocking.ASK_FOR_OFFERS,
        DurableRestocking.REFUSE_DEAR,
        DurableRestocking.THANK,
        DurableRestocking.ORDER_ID,
        DurableRestocking.GRAPH,
        DurableRestocking.CLOSE);
  }

  @Override
  public List<FunctionDefinition<?, ?, ?>> functions() {
    return List.of(RESTOCK);
  }

  @Override
  public List<EventDefinition<?>> events() {
    return List.of(StockLowCatalog.DEFINITION);
  }
}
