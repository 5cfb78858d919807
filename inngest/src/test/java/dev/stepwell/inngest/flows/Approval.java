package dev.stepwell.inngest.flows;

import dev.stepwell.Event;

/** Someone approved something. */
@Event("demo/approval")
public record Approval(String id, String by) {}
