package dev.stepwell.runtime.flows;

import dev.stepwell.Event;

/** An answer that flows wait for. */
@Event("journeys/approved")
public record Approved(String key, String by) {}
