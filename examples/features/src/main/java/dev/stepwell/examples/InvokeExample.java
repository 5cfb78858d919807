package dev.stepwell.examples;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;
import java.util.UUID;

/** Invoking: one function calls another, waits for its run, and gets its result. */
public class InvokeExample {
  @Function(id = "check-out", event = "examples/checkout.requested")
  String checkOut(String orderId, int cents, Steps steps) {
    String receipt = steps.invoke("pay", Functions.PAY, new ExamplesPaymentRequested(cents));
    return orderId + ": " + receipt;
  }

  @Function(id = "pay", event = "examples/payment.requested")
  String pay(int cents) {
    return charge(cents);
  }

  @Step
  String charge(int cents) {
    return "charged " + cents;
  }

  /** Starts one run and prints its result. */
  public static void main(String[] arguments) throws Exception {
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableInvokeExample()).start()) {
      UUID run =
          stepwell.send(new ExamplesCheckoutRequested("o1", 4200)).runIds().get(0);
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).output());
    }
  }
}
