package dev.stepwell.inngest.flows;

import dev.stepwell.Event;

/** Something was used, and is billed. */
@Event("demo/used")
public record Used(String account, int units) {}
