package dev.stepwell.examples.shop;

import dev.stepwell.Event;

/** A customer has paid. */
@Event("shop/payment.received")
public record PaymentReceived(String purchaseId) {}
