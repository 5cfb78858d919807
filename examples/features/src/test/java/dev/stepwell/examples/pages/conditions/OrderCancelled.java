package dev.stepwell.examples.pages.conditions;

import dev.stepwell.Event;
import org.jspecify.annotations.Nullable;

@Event("orders/order.cancelled")
record OrderCancelled(String id, @Nullable String reason) {}
