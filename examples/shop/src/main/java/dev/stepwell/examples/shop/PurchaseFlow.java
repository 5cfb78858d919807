package dev.stepwell.examples.shop;

import dev.stepwell.CancelOn;
import dev.stepwell.Cancellation;
import dev.stepwell.Function;
import dev.stepwell.OnCancel;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import dev.stepwell.examples.shop.Purchase.Status;
import java.sql.Connection;
import java.time.Duration;

/** From the order to the parcel. Each step runs until it succeeds; what was done is undone when a later step cannot. */
public class PurchaseFlow {
  private final Warehouse warehouse;
  private final PaymentProvider payments;
  private final ParcelCarrier parcels;

  public PurchaseFlow(Warehouse warehouse, PaymentProvider payments, ParcelCarrier parcels) {
    this.warehouse = warehouse;
    this.payments = payments;
    this.parcels = parcels;
  }

  @Function(id = "fulfil-purchase", event = "shop/purchase.ordered")
  @CancelOn(event = "shop/purchase.cancelled", match = "purchaseId")
  Status fulfil(String purchaseId, String article, int quantity, Steps steps) {
    reserve(purchaseId, article, quantity, steps.connection());
    String charge = charge(purchaseId, quantity);
    boolean paid = steps
        .waitForEvent(
            "payment", PaymentReceivedCatalog.where().purchaseId(purchaseId), Duration.ofDays(3))
        .isPresent();
    if (!paid) {
      refund(charge);
      release(purchaseId, Status.EXPIRED, steps.connection());
      return Status.EXPIRED;
    }
    try {
      ship(purchaseId, article);
    } catch (StepFailedException e) {
      refund(charge);
      release(purchaseId, Status.REFUNDED, steps.connection());
      return Status.REFUNDED;
    }
    complete(purchaseId, steps.connection());
    return Status.SHIPPED;
  }

  @OnCancel("fulfil-purchase")
  void cancelled(String purchaseId, Cancellation cancellation, Steps steps) {
    refundAll(purchaseId);
    release(purchaseId, Status.CANCELLED, steps.connection());
  }

  /** In one transaction with its outcome: the stock is reserved exactly once. */
  @Step(transactional = true)
  void reserve(String purchaseId, String article, int quantity, Connection connection) {
    warehouse.reserve(purchaseId, article, quantity);
  }

  @Step
  String charge(String purchaseId, int quantity) {
    return payments.charge(purchaseId, quantity);
  }

  @Step(retries = 2)
  String ship(String purchaseId, String article) {
    return parcels.ship(purchaseId, article);
  }

  @Step
  void refund(String charge) {
    payments.refund(charge);
  }

  @Step
  void refundAll(String purchaseId) {
    payments.refundAll(purchaseId);
  }

  @Step(transactional = true)
  void release(String purchaseId, Status status, Connection connection) {
    warehouse.release(purchaseId, status);
  }

  @Step(transactional = true)
  void complete(String purchaseId, Connection connection) {
    warehouse.complete(purchaseId);
  }
}
