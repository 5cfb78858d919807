package good.shop;

import dev.stepwell.CancelOn;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public class Checkout {
  private final List<String> log;

  public Checkout(List<String> log) {
    this.log = log;
  }

  protected Checkout(String... lines) throws IOException {
    this(List.of(lines));
  }

  public enum Currency {
    EUR,
    SEK
  }

  public record Item(String article, int price) {}

  public record Paid(String orderId, long total) {}

  @Function(id = "check-out", event = "shop/order.placed", retries = 5)
  @CancelOn(event = "shop/order.cancelled", match = "orderId")
  @CancelOn(event = "shop/closed", match = {"orderId", "currency"})
  Paid checkOut(String orderId, List<Item> items, Currency currency, Optional<String> note, Steps steps)
      throws IOException {
    long total = total(items);
    Map<String, List<Item>> parcels = pack(items);
    ship(orderId, parcels);
    return new Paid(orderId, total);
  }

  @Function(id = "remind", event = "shop/reminder.wanted")
  void remind(ReminderWanted event) {
    log.add("remind " + event.orderId());
  }

  @Step
  long total(List<Item> items) {
    log.add("total");
    return items.stream().mapToLong(Item::price).sum();
  }

  @Step(id = "pack-it", retries = 0)
  protected Map<String, List<Item>> pack(List<Item> items) {
    log.add("pack");
    return Map.of("one", items);
  }

  @Step
  public void ship(String orderId, Map<String, List<Item>> parcels) throws IOException {
    log.add("ship " + orderId);
    if (orderId.isEmpty()) {
      throw new IOException("no order");
    }
  }

  @Step
  byte[] fetchPDFPage2() {
    return new byte[0];
  }

  @OnFailure("check-out")
  void refund(Failure failure, String orderId) {
    log.add("refund " + orderId + " " + failure.stepId());
  }
}
