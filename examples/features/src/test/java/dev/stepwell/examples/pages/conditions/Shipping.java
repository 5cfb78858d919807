package dev.stepwell.examples.pages.conditions;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;

/** Conditions on the event that starts a run and on the one that cancels it. */
class Shipping {
  @Function(
      id = "ship-order",
      event = "orders/order.placed",
      condition = "event.data.total >= 100 && event.data.customer.country in ['IS', 'NO']")
  @CancelOn(
      event = "orders/order.cancelled",
      condition = "event.data.orderId == async.data.id && async.data.reason != 'test'")
  void ship(String orderId, long total, Customer customer, Steps steps) {
    printLabel(orderId);
  }

  @Step
  void printLabel(String orderId) {}

  /** Who ordered. */
  record Customer(String name, String country) {}
}
