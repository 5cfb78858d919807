package good.orders;

import dev.stepwell.CancelOn;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Secret;
import dev.stepwell.Step;
import dev.stepwell.WaitFor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Function(id = "fulfil-order", event = "orders/order.placed", retries = 5)
@CancelOn(event = "orders/order.cancelled", match = "orderId")
public class OrderFulfilment {
  @Step
  Reservation reserve(String orderId, List<String> items) {
    return new Reservation(orderId, items);
  }

  @Step
  Invoice writeInvoice(String orderId, String email, Reservation reservation) {
    return new Invoice(orderId, email, 100 * reservation.items().size());
  }

  @Step(retries = 8)
  Receipt book(
      Invoice invoice,
      @WaitFor(event = "orders/order.paid", match = "orderId", timeout = "7d") OrderPaid payment) {
    return new Receipt(invoice.orderId(), payment.cents());
  }

  @Step(after = "book")
  List<Parcel> pack(
      Reservation reservation,
      @WaitFor(event = "orders/order.paid", match = "orderId", timeout = "7d") OrderPaid payment) {
    List<Parcel> parcels = new ArrayList<>();
    reservation.items().forEach(item -> parcels.add(new Parcel(item)));
    return parcels;
  }

  @Step
  Label printLabel(Parcel parcel, String address) {
    return new Label(parcel.item() + " to " + address);
  }

  @Step
  Optional<Shipment> ship(List<Label> labels, Courier courier) {
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(new Shipment(courier.name(), labels.size()));
  }

  @Step
  Courier callCourier(Reservation reservation, @Secret String courierKey) {
    return new Courier("bike");
  }

  @Step(after = "ship", delay = "3d")
  void askForReview(String email, Receipt receipt) {}

  @Step(after = "ask-for-review")
  Result close(Reservation reservation, Optional<Receipt> receipt, Optional<Shipment> shipment) {
    return new Result(
        receipt.map(Receipt::cents).orElse(0), shipment.map(Shipment::parcels).orElse(0));
  }

  @OnFailure("fulfil-order")
  void release(String orderId, Failure failure) {}

  public record Reservation(String orderId, List<String> items) {}

  public record Invoice(String orderId, String email, int cents) {}

  public record Receipt(String orderId, int cents) {}

  public record Parcel(String item) {}

  public record Label(String text) {}

  public record Courier(String name) {}

  public record Shipment(String courier, int parcels) {}

  public record Result(int cents, int parcels) {}
}
