package dev.stepwell.examples.pages.waits;

import dev.stepwell.Event;

@Event("orders/refused")
record Refused(String orderId, String reason) {}
