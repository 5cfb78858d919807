package dev.stepwell.runtime.flows;

import dev.stepwell.Event;

/** Somebody has confirmed something. */
@Event("graphs/confirmed")
public record Confirmed(String key, String by) {}
