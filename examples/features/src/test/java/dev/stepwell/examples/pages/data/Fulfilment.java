package dev.stepwell.examples.pages.data;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Steps;

/** Annotations name fields as JSON does. */
class Fulfilment {
  @Function(
      id = "fulfil",
      event = "orders/placed",
      idempotencyKey = "order_id",
      condition = "event.data.order_id != ''")
  @CancelOn(event = "orders/cancelled", match = "order_id")
  void fulfil(String order, long total, Steps steps) {}
}
