package dev.stepwell.examples.shop;

import dev.stepwell.runtime.EventSender;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What customers do. */
@Service
public class PurchaseService {
  private final Purchases purchases;
  private final EventSender sender;

  public PurchaseService(Purchases purchases, EventSender sender) {
    this.purchases = purchases;
    this.sender = sender;
  }

  /** The purchase is saved and its event is sent, or neither. */
  @Transactional
  public Purchase order(String article, int quantity) {
    Purchase purchase = purchases.save(new Purchase(article, quantity));
    sender.send(new ShopPurchaseOrdered(purchase.getId(), article, quantity));
    return purchase;
  }

  /** The bank reports a payment. */
  public void pay(String purchaseId) {
    sender.send(new PaymentReceived(purchaseId));
  }

  /** The customer has changed their mind. */
  public void cancel(String purchaseId) {
    sender.send(new ShopPurchaseCancelled(purchaseId));
  }
}
