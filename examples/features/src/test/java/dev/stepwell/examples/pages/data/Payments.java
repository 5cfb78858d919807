package dev.stepwell.examples.pages.data;

import dev.stepwell.Function;
import dev.stepwell.Step;

/** A sealed result. */
class Payments {
  sealed interface Payment permits Card, Invoice {}

  record Card(String number) implements Payment {}

  record Invoice(String address) implements Payment {}

  @Step
  Payment findPayment(String orderId) {
    return new Card("4711"); // stored as {"@type":"Card","number":"4711"}
  }

  @Function(id = "find-payment", event = "payments/payment.wanted")
  Payment find(String orderId) {
    return findPayment(orderId);
  }
}
