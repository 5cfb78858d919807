package dev.stepwell.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.examples.shop.Purchase.Status;
import dev.stepwell.spring.test.StepwellTest;
import dev.stepwell.testing.TestStepwell;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole life of purchases, on the beans of the shop, without waiting for days. */
@StepwellTest
@DirtiesContext
class ShopFlowTest {
  @Autowired
  private TestStepwell stepwell;

  @Autowired
  private PurchaseService service;

  @Autowired
  private Purchases purchases;

  @Autowired
  private PaymentProvider payments;

  @Autowired
  private Warehouse warehouse;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", ShopDatabase::url);
    registry.add("spring.datasource.username", () -> "postgres");
  }

  private Status status(Purchase purchase) {
    return purchases.findById(purchase.getId()).orElseThrow().getStatus();
  }

  @Test
  void whatIsPaidIsShipped() {
    int before = warehouse.available("teapot");

    Purchase purchase = service.order("teapot", 2);
    assertThat(status(purchase)).isEqualTo(Status.RESERVED);
    service.pay(purchase.getId());

    assertThat(status(purchase)).isEqualTo(Status.SHIPPED);
    assertThat(payments.charges(purchase.getId())).hasSize(1);
    assertThat(warehouse.available("teapot")).isEqualTo(before - 2);
  }

  @Test
  void whatIsNotPaidInThreeDaysExpires() {
    int before = warehouse.available("teapot");
    Purchase purchase = service.order("teapot", 1);

    stepwell.advance(Duration.ofDays(3));

    assertThat(status(purchase)).isEqualTo(Status.EXPIRED);
    assertThat(payments.charges(purchase.getId())).isEmpty();
    assertThat(warehouse.available("teapot")).isEqualTo(before);
  }

  @Test
  void whatCannotBeShippedIsRefunded() {
    int before = warehouse.available("anvil");
    Purchase purchase = service.order("anvil", 1);
    service.pay(purchase.getId());
    assertThat(status(purchase)).as("it tries again").isEqualTo(Status.RESERVED);

    stepwell.advance(Duration.ofHours(1));

    assertThat(status(purchase)).isEqualTo(Status.REFUNDED);
    assertThat(payments.charges(purchase.getId())).isEmpty();
    assertThat(warehouse.available("anvil")).isEqualTo(before);
  }

  @Test
  void aCancelledPurchaseIsUndone() {
    int before = warehouse.available("teapot");
    Purchase purchase = service.order("teapot", 3);

    service.cancel(purchase.getId());

    assertThat(status(purchase)).isEqualTo(Status.CANCELLED);
    assertThat(payments.charges(purchase.getId())).isEmpty();
    assertThat(warehouse.available("teapot")).isEqualTo(before);
  }
}
