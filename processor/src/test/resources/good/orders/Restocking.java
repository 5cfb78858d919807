package good.orders;

import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.WaitFor;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@Function(id = "restock", event = "orders/stock.low")
class Restocking {
  record Offer(String supplier, int price) {}

  record Kept(Offer offer) {}

  @Step
  Collection<Offer> askForOffers(StockLow low, int left) {
    return List.of(new Offer("ann", left), new Offer("bob", 2 * left));
  }

  @Step
  Optional<Kept> refuseDear(Offer asked) {
    return Optional.of(new Kept(asked)).filter(kept -> asked.price() < 10);
  }

  @Step
  void thank(Kept event) {}

  @Step(id = "order-id")
  String choose(List<Kept> kept, String offer) {
    return offer + kept.get(0).offer().supplier();
  }

  @Step(transactional = true)
  int graph(Connection connection, String orderId, String item) {
    return orderId.length();
  }

  @Step(after = "thank")
  String close(
      int graph,
      @WaitFor(event = "orders/order.paid", match = "orderId", timeout = "2h", lookBack = "1h")
      Optional<OrderPaid> paid) {
    return paid + " " + graph;
  }

  @OnFailure("restock")
  void tell(StockLow low) {}

  void flow() {}
}
