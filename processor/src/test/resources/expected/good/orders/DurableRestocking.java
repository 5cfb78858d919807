package good.orders;

import dev.stepwell.Steps;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.contract.Graph;
import dev.stepwell.contract.Node;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.Types;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;

/**
 * The durable form of {@link Restocking}: inside a run, each step is handed to the run.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@SuppressWarnings("NullAway")
@DurableOf(Restocking.class)
class DurableRestocking extends Restocking {
  static final StepDefinition<Collection<Restocking.Offer>> ASK_FOR_OFFERS = 
      StepDefinition.<Collection<Restocking.Offer>>of("ask-for-offers", Types.of(Collection.class, Restocking.Offer.class))
          .withParameters("low", "left");

  static final StepDefinition<Optional<Restocking.Kept>> REFUSE_DEAR = 
      StepDefinition.<Optional<Restocking.Kept>>of("refuse-dear", Types.of(Optional.class, Restocking.Kept.class))
          .withParameters("asked");

  static final StepDefinition<Void> THANK = 
      StepDefinition.<Void>of("thank", Void.class)
          .withParameters("event");

  static final StepDefinition<String> ORDER_ID = 
      StepDefinition.<String>of("order-id", String.class)
          .withParameters("kept", "offer");

  static final StepDefinition<Integer> GRAPH = 
      StepDefinition.<Integer>of("graph", Integer.class)
          .withParameters("orderId", "item");

  static final StepDefinition<String> CLOSE = 
      StepDefinition.<String>of("close", String.class)
          .withParameters("graph", "paid");

  DurableRestocking() {
    super();
  }

  @Override
  Collection<Restocking.Offer> askForOffers(StockLow low, int left) {
    return Durable.step(ASK_FOR_OFFERS, () -> super.askForOffers(low, left), low, left);
  }

  @Override
  Optional<Restocking.Kept> refuseDear(Restocking.Offer asked) {
    return Durable.step(REFUSE_DEAR, () -> super.refuseDear(asked), asked);
  }

  @Override
  void thank(Restocking.Kept event) {
    Durable.run(THANK, () -> super.thank(event), event);
  }

  @Override
  String choose(List<Restocking.Kept> kept, String offer) {
    return Durable.step(ORDER_ID, () -> super.choose(kept, offer), kept, offer);
  }

  @Override
  int graph(Connection connection, String orderId, String item) {
    return Durable.stepInTransaction(GRAPH, connection, transaction -> super.graph(transaction, orderId, item), orderId, item);
  }

  @Override
  String close(int graph, Optional<OrderPaid> paid) {
    return Durable.step(CLOSE, () -> super.close(graph, paid), graph, paid);
  }

  /**
   * The flow of {@code restock}: each step begins as soon as what it takes is there.
   */
  String flowOfSteps(StockLow event, Steps steps) {
    Graph graph = new Graph();
    Node<Collection<Restocking.Offer>> askForOffers = graph.step(() -> askForOffers(event, event.left()));
    Node<List<Restocking.Kept>> refuseDear = graph.needs(askForOffers)
        .step(() -> Graph.present(steps.forEach(askForOffers.value(), asked -> refuseDear(asked).orElse(null))));
    Node<Void> thank = graph.needs(refuseDear)
        .run(() -> steps.forEach(refuseDear.value(), eventElement -> {
          thank(eventElement);
          return null;
        }));
    Node<String> choose = graph.needs(refuseDear)
        .step(() -> choose(refuseDear.value(), event.offer()));
    Node<Integer> graphNode = graph.needs(choose)
        .step(() -> graph(steps.connection(), choose.value(), event.item()));
    Node<OrderPaid> paid = graph.needs(choose)
        .step(() -> steps
            .waitForEvent(
                "wait-for-paid",
                OrderPaidCatalog.where().orderId(choose.value()),
                Duration.ofHours(2),
                Duration.ofHours(1))
            .orElse(null));
    Node<String> close = graph.needs(graphNode)
        .after(paid, thank)
        .step(() -> close(graphNode.value(), Optional.ofNullable(paid.valueOrNull())));
    graph.execute();
    return close.valueOrNull();
  }
}
