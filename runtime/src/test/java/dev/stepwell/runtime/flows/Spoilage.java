package dev.stepwell.runtime.flows;

import dev.stepwell.Event;

/** A loss that a function fails to put together, or waits with. */
@Event("meter/spoiled")
public record Spoilage(String account, int units) {}
