package dev.stepwell.examples.pages.waits;

import dev.stepwell.Event;

@Event("orders/paid")
record Paid(String orderId, long cents) {}
