package dev.stepwell.examples.shop;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The shop over HTTP. */
@RestController
@RequestMapping("/purchases")
public class ShopController {
  private final PurchaseService service;
  private final Purchases purchases;

  public ShopController(PurchaseService service, Purchases purchases) {
    this.service = service;
    this.purchases = purchases;
  }

  /** What is to be ordered. */
  public record NewPurchase(String article, int quantity) {}

  /** A purchase as customers see it. */
  public record PurchaseView(String id, String article, int quantity, Purchase.Status status) {
    static PurchaseView of(Purchase purchase) {
      return new PurchaseView(
          purchase.getId(), purchase.getArticle(), purchase.getQuantity(), purchase.getStatus());
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  PurchaseView order(@RequestBody NewPurchase purchase) {
    return PurchaseView.of(service.order(purchase.article(), purchase.quantity()));
  }

  @GetMapping("/{id}")
  PurchaseView show(@PathVariable("id") String id) {
    return PurchaseView.of(purchases.findById(id).orElseThrow());
  }

  @PostMapping("/{id}/payment")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void pay(@PathVariable("id") String id) {
    service.pay(id);
  }

  @PostMapping("/{id}/cancellation")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void cancel(@PathVariable("id") String id) {
    service.cancel(id);
  }
}
