package dev.stepwell.polaris.orders;

import dev.stepwell.Batch;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.util.List;
import java.util.NoSuchElementException;

/** Orders of a shop: one function packs item after item, the other cannot reach the bank. */
public class DashboardOrders {
  @Function(id = "ship-order", event = "shop/order.placed")
  String ship(String orderId, int items, boolean breaks, Steps steps) {
    for (int item = 0; item < items; item++) {
      pack(item, breaks && item == items / 2);
    }
    return steps.run("label-of-" + orderId, String.class, () -> orderId + ": " + items);
  }

  @Step(retries = 0)
  String pack(int item, boolean breaks) {
    if (breaks) {
      throw broken(item);
    }
    return "box " + item;
  }

  private static IllegalStateException broken(int item) {
    return new IllegalStateException(
        "box " + item + " is broken", new NoSuchElementException("no tape\u202E\u0007 left"));
  }

  @Function(id = "charge-card", event = "shop/card.charged")
  String charge(String orderId) {
    return callBank(orderId);
  }

  @Step(retries = 20)
  String callBank(String orderId) {
    throw new IllegalStateException("the bank is closed for " + orderId);
  }

  @Function(id = "bill-orders", event = "shop/order.shipped")
  @Batch(maxSize = 30, timeout = "10m")
  int bill(List<OrderShipped> orders) {
    return orders.stream().mapToInt(OrderShipped::cents).sum();
  }

  @Function(
      id = "notify-everybody-who-has-ever-asked-to-be-told-of-changes-of-an-order-of-this-shop",
      event = "shop/order.changed.in.a.way.that.somebody.has.asked.to.be.told.of.at.once")
  String notifyAll(String orderId) {
    return orderId;
  }
}
