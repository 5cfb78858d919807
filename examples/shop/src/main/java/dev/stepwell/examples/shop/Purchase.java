package dev.stepwell.examples.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.UUID;

/** What a customer has ordered. */
@Entity
public class Purchase {
  @Id
  private String id = UUID.randomUUID().toString();

  private String article = "";
  private int quantity;

  @Enumerated(EnumType.STRING)
  private Status status = Status.ORDERED;

  /** How far it is. */
  public enum Status {
    ORDERED,
    RESERVED,
    SHIPPED,
    EXPIRED,
    REFUNDED,
    CANCELLED
  }

  /** For JPA. */
  protected Purchase() {}

  /** A new one. */
  public Purchase(String article, int quantity) {
    this.article = article;
    this.quantity = quantity;
  }

  public String getId() {
    return id;
  }

  public String getArticle() {
    return article;
  }

  public int getQuantity() {
    return quantity;
  }

  public Status getStatus() {
    return status;
  }

  /** Notes how far it is. */
  public void setStatus(Status status) {
    this.status = status;
  }
}
