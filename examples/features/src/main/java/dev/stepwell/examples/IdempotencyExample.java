package dev.stepwell.examples;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Sent;
import java.util.UUID;

/** Idempotency: an event id makes a repeated send harmless, and a key lets one run start per order. */
public class IdempotencyExample {
  @Function(id = "ship", event = "examples/order.paid", idempotencyKey = "orderId")
  String ship(String orderId, String paymentId) {
    return printLabel(orderId, paymentId);
  }

  @Step
  String printLabel(String orderId, String paymentId) {
    return orderId + " paid by " + paymentId;
  }

  /** Sends one event twice, and another event of the same order. */
  public static void main(String[] arguments) {
    String orderId = UUID.randomUUID().toString();
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableIdempotencyExample()).start()) {
      Sent first = stepwell.send(new ExamplesOrderPaid(orderId, "p1"), orderId + "/p1");
      Sent again = stepwell.send(new ExamplesOrderPaid(orderId, "p1"), orderId + "/p1");
      Sent other = stepwell.send(new ExamplesOrderPaid(orderId, "p2"), orderId + "/p2");
      System.out.println("first: " + first.runIds().size() + " run");
      System.out.println("same event id: duplicate " + again.duplicate());
      System.out.println("same order: " + other.runIds().size() + " runs");
    }
  }
}
