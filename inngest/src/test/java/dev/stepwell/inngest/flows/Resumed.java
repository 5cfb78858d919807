package dev.stepwell.inngest.flows;

import dev.stepwell.Event;

/** What a run of the conformance suite waits for. */
@Event("test/resume")
public record Resumed(String id, boolean resume) {}
