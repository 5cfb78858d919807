package dev.stepwell.examples.pages.flowcontrol;

import dev.stepwell.Event;

/** A use that is billed. */
@Event("usage/recorded")
record UsageRecorded(String accountId, long units) {}
