package good.orders;

import static dev.stepwell.contract.StepGraph.flow;
import static dev.stepwell.contract.StepGraph.part;
import static dev.stepwell.contract.StepGraph.partOfEach;
import static dev.stepwell.contract.StepGraph.step;
import static dev.stepwell.contract.StepGraph.waitFor;

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
        .graph(
            flow(
                part(step("ask-for-offers")),
                partOfEach("ask-for-offers", step("refuse-dear"), "ask-for-offers"),
                partOfEach("refuse-dear", step("thank"), "refuse-dear"),
                part(step("order-id"), "refuse-dear"),
                part(step("graph"), "order-id"),
                part(waitFor("wait-for-paid", "orders/order.paid"), "order-id"),
                part(step("close"), "graph", "wait-for-paid", "thank")))
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
