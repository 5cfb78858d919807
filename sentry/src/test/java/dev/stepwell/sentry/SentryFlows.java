package dev.stepwell.sentry;

import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.Secret;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.io.IOException;
import java.time.Duration;

/** Functions that fail. */
public class SentryFlows {
  @Function(id = "charge-card", event = "sentry/card.given", retries = 2)
  String charge(String orderId, @Secret String iban, boolean caught, Steps steps)
      throws IOException {
    String session = open(orderId).token();
    steps.sleep("think", Duration.ofDays(2));
    if (caught) {
      try {
        book(orderId, iban, session);
      } catch (StepFailedException e) {
        return "gave up";
      }
    }
    book(orderId, iban, session);
    return "booked";
  }

  /** What a step returns: its token is secret by its name. */
  record BankSession(String token) {}

  @Step
  BankSession open(String orderId) {
    return new BankSession("tok-4711-" + orderId);
  }

  @Step
  void book(String orderId, String iban, String session) throws IOException {
    throw new IOException(
        "the bank refuses " + iban + " of " + orderId, new IllegalStateException("in " + session));
  }

  @Function(id = "refuse-card", event = "sentry/card.refused")
  void refuse(String orderId) {
    throw new NonRetriableException("no card for " + orderId);
  }
}
