package good.shop;

import dev.stepwell.contract.Durable;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.Types;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The durable form of {@link Checkout}: inside a run, each step is handed to the run.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@DurableOf(Checkout.class)
public class DurableCheckout extends Checkout {
  static final StepDefinition<Long> TOTAL = 
      StepDefinition.<Long>of("total", Long.class)
          .withParameters("items");

  static final StepDefinition<Map<String, List<Checkout.Item>>> PACK_IT = 
      StepDefinition.<Map<String, List<Checkout.Item>>>of("pack-it", Types.of(Map.class, String.class, Types.of(List.class, Checkout.Item.class)))
          .withRetries(0)
          .withParameters("items");

  static final StepDefinition<Void> SHIP = 
      StepDefinition.<Void>of("ship", Void.class)
          .withParameters("orderId", "parcels");

  static final StepDefinition<byte[]> FETCH_PDF_PAGE2 = StepDefinition.of("fetch-pdf-page2", byte[].class);

  public DurableCheckout(List<String> log) {
    super(log);
  }

  protected DurableCheckout(String... lines) throws IOException {
    super(lines);
  }

  @Override
  long total(List<Checkout.Item> items) {
    return Durable.step(TOTAL, () -> super.total(items), items);
  }

  @Override
  protected Map<String, List<Checkout.Item>> pack(List<Checkout.Item> items) {
    return Durable.step(PACK_IT, () -> super.pack(items), items);
  }

  @Override
  public void ship(String orderId, Map<String, List<Checkout.Item>> parcels) {
    Durable.run(SHIP, () -> super.ship(orderId, parcels), orderId, parcels);
  }

  @Override
  byte[] fetchPDFPage2() {
    return Durable.step(FETCH_PDF_PAGE2, () -> super.fetchPDFPage2());
  }
}
