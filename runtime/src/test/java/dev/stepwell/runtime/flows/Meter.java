package dev.stepwell.runtime.flows;

import dev.stepwell.Event;

/** A use that several functions put together. */
@Event("meter/read")
public record Meter(String account, int units) {}
