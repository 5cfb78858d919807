package dev.stepwell.examples.shop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Stands for a payment provider: an order is charged once, however often it is asked. */
@Component
public class PaymentProvider {
  private final List<String> charges = new CopyOnWriteArrayList<>();

  /** Asks for the money. */
  public String charge(String purchaseId, int quantity) {
    String charge = purchaseId + "/" + quantity;
    if (!charges.contains(charge)) {
      charges.add(charge);
    }
    return charge;
  }

  /** Gives the money of a charge back. */
  public void refund(String charge) {
    charges.remove(charge);
  }

  /** Gives all money of a purchase back. */
  public void refundAll(String purchaseId) {
    charges.removeIf(charge -> charge.startsWith(purchaseId + "/"));
  }

  /** The charges that were not refunded. */
  public List<String> charges(String purchaseId) {
    return charges.stream()
        .filter(charge -> charge.startsWith(purchaseId + "/"))
        .toList();
  }
}
