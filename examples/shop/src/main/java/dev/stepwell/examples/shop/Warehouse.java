package dev.stepwell.examples.shop;

import dev.stepwell.NonRetriableException;
import dev.stepwell.examples.shop.Purchase.Status;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The stock, by JDBC, and how far purchases are, by JPA, in one transaction. */
@Service
@Transactional
public class Warehouse {
  private final JdbcTemplate jdbc;
  private final Purchases purchases;

  public Warehouse(JdbcTemplate jdbc, Purchases purchases) {
    this.jdbc = jdbc;
    this.purchases = purchases;
  }

  /** Takes what was ordered out of the stock. */
  public void reserve(String purchaseId, String article, int quantity) {
    int taken = jdbc.update(
        "update stock set available = available - ? where article = ? and available >= ?",
        quantity,
        article,
        quantity);
    if (taken == 0) {
      throw new NonRetriableException("there are not " + quantity + " of " + article);
    }
    purchases.findById(purchaseId).orElseThrow().setStatus(Status.RESERVED);
  }

  /** Puts what was reserved back. */
  public void release(String purchaseId, Status status) {
    Purchase purchase = purchases.findById(purchaseId).orElseThrow();
    if (purchase.getStatus() == Status.RESERVED) {
      jdbc.update(
          "update stock set available = available + ? where article = ?",
          purchase.getQuantity(),
          purchase.getArticle());
    }
    purchase.setStatus(status);
  }

  /** Notes that the parcel is on its way. */
  public void complete(String purchaseId) {
    purchases.findById(purchaseId).orElseThrow().setStatus(Status.SHIPPED);
  }

  /** How many there are to be had. */
  public int available(String article) {
    Integer available = jdbc.queryForObject(
        "select available from stock where article = ?", Integer.class, article);
    return available == null ? 0 : available;
  }
}
