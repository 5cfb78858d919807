package good.shop;

import dev.stepwell.contract.Durable;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.contract.StepDefinition;
import javax.annotation.processing.Generated;

/**
 * The durable form of {@link Stock.Shelf}: inside a run, each step is handed to the run.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@DurableOf(Stock.Shelf.class)
class DurableStock_Shelf extends Stock.Shelf {
  static final StepDefinition<Integer> COUNT = 
      StepDefinition.<Integer>of("count", Integer.class)
          .withParameters("article");

  DurableStock_Shelf() {
    super();
  }

  @Override
  int count(String article) {
    return Durable.step(COUNT, () -> super.count(article), article);
  }
}
