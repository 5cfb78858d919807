package good.orders;

import dev.stepwell.Steps;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.contract.Graph;
import dev.stepwell.contract.Node;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;

/**
 * The durable form of {@link OrderFulfilment}: inside a run, each step is handed to the run.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@SuppressWarnings("NullAway")
@DurableOf(OrderFulfilment.class)
public class DurableOrderFulfilment extends OrderFulfilment {
  static final StepDefinition<OrderFulfilment.Reservation> RESERVE = 
      StepDefinition.<OrderFulfilment.Reservation>of("reserve", OrderFulfilment.Reservation.class)
          .withParameters("orderId", "items");

  static final StepDefinition<OrderFulfilment.Invoice> WRITE_INVOICE = 
      StepDefinition.<OrderFulfilment.Invoice>of("write-invoice", OrderFulfilment.Invoice.class)
          .withParameters("orderId", "email", "reservation");

  static final StepDefinition<OrderFulfilment.Receipt> BOOK = 
      StepDefinition.<OrderFulfilment.Receipt>of("book", OrderFulfilment.Receipt.class)
          .withRetries(8)
          .withParameters("invoice", "payment");

  static final StepDefinition<List<OrderFulfilment.Parcel>> PACK = 
      StepDefinition.<List<OrderFulfilment.Parcel>>of("pack", Types.of(List.class, OrderFulfilment.Parcel.class))
          .withParameters("reservation", "payment");

  static final StepDefinition<OrderFulfilment.Label> PRINT_LABEL = 
      StepDefinition.<OrderFulfilment.Label>of("print-label", OrderFulfilment.Label.class)
          .withParameters("parcel", "address");

  static final StepDefinition<Optional<OrderFulfilment.Shipment>> SHIP = 
      StepDefinition.<Optional<OrderFulfilment.Shipment>>of("ship", Types.of(Optional.class, OrderFulfilment.Shipment.class))
          .withParameters("labels", "courier");

  static final StepDefinition<OrderFulfilment.Courier> CALL_COURIER = 
      StepDefinition.<OrderFulfilment.Courier>of("call-courier", OrderFulfilment.Courier.class)
          .withParameters("reservation", "courierKey");

  static final StepDefinition<Void> ASK_FOR_REVIEW = 
      StepDefinition.<Void>of("ask-for-review", Void.class)
          .withParameters("email", "receipt");

  static final StepDefinition<OrderFulfilment.Result> CLOSE = 
      StepDefinition.<OrderFulfilment.Result>of("close", OrderFulfilment.Result.class)
          .withParameters("reservation", "receipt", "shipment");

  public DurableOrderFulfilment() {
    super();
  }

  @Override
  OrderFulfilment.Reservation reserve(String orderId, List<String> items) {
    return Durable.step(RESERVE, () -> super.reserve(orderId, items), orderId, items);
  }

  @Override
  OrderFulfilment.Invoice writeInvoice(String orderId, String email,
      OrderFulfilment.Reservation reservation) {
    return Durable.step(WRITE_INVOICE, () -> super.writeInvoice(orderId, email, reservation), orderId, email, reservation);
  }

  @Override
  OrderFulfilment.Receipt book(OrderFulfilment.Invoice invoice, OrderPaid payment) {
    return Durable.step(BOOK, () -> super.book(invoice, payment), invoice, payment);
  }

  @Override
  List<OrderFulfilment.Parcel> pack(OrderFulfilment.Reservation reservation, OrderPaid payment) {
    return Durable.step(PACK, () -> super.pack(reservation, payment), reservation, payment);
  }

  @Override
  OrderFulfilment.Label printLabel(OrderFulfilment.Parcel parcel, String address) {
    return Durable.step(PRINT_LABEL, () -> super.printLabel(parcel, address), parcel, address);
  }

  @Override
  Optional<OrderFulfilment.Shipment> ship(List<OrderFulfilment.Label> labels,
      OrderFulfilment.Courier courier) {
    return Durable.step(SHIP, () -> super.ship(labels, courier), labels, courier);
  }

  @Override
  OrderFulfilment.Courier callCourier(OrderFulfilment.Reservation reservation, String courierKey) {
    return Durable.step(CALL_COURIER, () -> super.callCourier(reservation, courierKey), reservation, courierKey);
  }

  @Override
  void askForReview(String email, OrderFulfilment.Receipt receipt) {
    Durable.run(ASK_FOR_REVIEW, () -> super.askForReview(email, receipt), email, receipt);
  }

  @Override
  OrderFulfilment.Result close(OrderFulfilment.Reservation reservation,
      Optional<OrderFulfilment.Receipt> receipt, Optional<OrderFulfilment.Shipment> shipment) {
    return Durable.step(CLOSE, () -> super.close(reservation, receipt, shipment), reservation, receipt, shipment);
  }

  /**
   * The flow of {@code fulfil-order}: each step begins as soon as what it takes is there.
   */
  OrderFulfilment.Result flow(OrdersOrderPlaced event, Steps steps) {
    Graph graph = new Graph();
    Node<OrderFulfilment.Reservation> reserve = graph.step(() -> reserve(event.orderId(), event.items()));
    Node<OrderFulfilment.Invoice> writeInvoice = graph.needs(reserve)
        .step(() -> writeInvoice(event.orderId(), event.email(), reserve.value()));
    Node<OrderPaid> payment = graph.step(() -> steps
            .waitForEvent(
                "wait-for-payment",
                OrderPaidCatalog.where().orderId(event.orderId()),
                Duration.ofDays(7))
            .orElse(null));
    Node<OrderFulfilment.Receipt> book = graph.needs(writeInvoice, payment)
        .step(() -> book(writeInvoice.value(), payment.value()));
    Node<List<OrderFulfilment.Parcel>> pack = graph.needs(reserve, payment)
        .after(book)
        .step(() -> pack(reserve.value(), payment.value()));
    Node<List<OrderFulfilment.Label>> printLabel = graph.needs(pack)
        .step(() -> steps.forEach(pack.value(), parcel -> printLabel(parcel, event.address())));
    Node<OrderFulfilment.Courier> callCourier = graph.needs(reserve)
        .step(() -> callCourier(reserve.value(), event.courierKey()));
    Node<OrderFulfilment.Shipment> ship = graph.needs(printLabel, callCourier)
        .step(() -> ship(printLabel.value(), callCourier.value()).orElse(null));
    Node<Void> askForReview = graph.needs(book)
        .after(ship)
        .run(() -> {
          steps.sleep("before-ask-for-review", Duration.ofDays(3));
          askForReview(event.email(), book.value());
        });
    Node<OrderFulfilment.Result> close = graph.needs(reserve)
        .after(book, ship, askForReview)
        .step(() -> close(reserve.value(), Optional.ofNullable(book.valueOrNull()), Optional.ofNullable(ship.valueOrNull())));
    graph.execute();
    return close.valueOrNull();
  }
}
