package dev.stepwell.inngest.flows;

import dev.stepwell.Event;

/** Somebody has approved something. */
@Event("demo/approval")
public record Approval(String id, String by) {}
