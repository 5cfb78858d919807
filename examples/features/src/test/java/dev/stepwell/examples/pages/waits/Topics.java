package dev.stepwell.examples.pages.waits;

import dev.stepwell.FirstEvent;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits. */
class Topics {
  @Function(id = "pay-order", event = "orders/payment.wanted")
  Optional<Paid> pay(String orderId, Steps steps) {
    charge(orderId); // the provider may confirm at once …
    return steps.waitForEvent( // … and this wait still takes the confirmation
        "paid", PaidCatalog.where().orderId(orderId), Duration.ofDays(3));
  }

  @Function(id = "settle-order", event = "orders/settlement.wanted")
  String settle(String orderId, Steps steps) {
    Optional<FirstEvent<Record>> first = steps.any(
        "settled",
        List.of(PaidCatalog.where().orderId(orderId), RefusedCatalog.where().orderId(orderId)),
        Duration.ofDays(3));
    if (first.isPresent() && first.get().event() instanceof Refused refused) {
      return refused.reason();
    }
    return first.isPresent() ? "paid" : "expired";
  }

  @Step
  void charge(String orderId) {}

  @Function(id = "collect-answers", event = "topics/topic.opened")
  int collect(String topic, Steps steps) {
    for (int answers = 0; ; answers++) {
      Optional<Answer> answer =
          steps.waitForEvent("answer", AnswerCatalog.where().topic(topic), Duration.ofHours(1));
      if (answer.isEmpty()) {
        return answers;
      }
    }
  }
}
