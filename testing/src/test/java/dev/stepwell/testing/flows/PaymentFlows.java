package dev.stepwell.testing.flows;

import dev.stepwell.Allow;
import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;

/** Functions that others invoke, and some for messages of the test kit about unusual ones. */
public class PaymentFlows {
  @Function(id = "pay", event = "trips/payment.wanted", retries = 0)
  int pay(String traveller, int amount, Steps steps) {
    steps.sleep("settle", Duration.ofHours(2));
    return steps.run("charge", Integer.class, () -> {
      if (traveller.isBlank()) {
        throw new IllegalStateException("nobody to charge");
      }
      return amount;
    });
  }

  @Function(id = "remind", event = "trips/payment.wanted", finishTimeout = "3d")
  @Allow(value = "LongSleep", because = "the timeout cancels the run")
  void remind(String traveller, int amount, Steps steps) {
    steps.sleep("a-week", Duration.ofDays(7));
  }

  @Function(id = "again", event = "trips/again.wanted")
  void again(int number, Steps steps) {
    steps.send("again", new TripsAgainWanted(number + 1));
  }
}
