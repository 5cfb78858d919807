package dev.stepwell.polaris.orders;

import dev.stepwell.Event;

/** One of the events of a batch. */
@Event("shop/order.shipped")
public record OrderShipped(String orderId, int cents) {}
