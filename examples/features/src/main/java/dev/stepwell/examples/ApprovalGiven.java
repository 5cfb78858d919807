package dev.stepwell.examples;

import dev.stepwell.Event;

/** An event that no function starts with, so it is declared by hand. */
@Event("examples/approval.given")
record ApprovalGiven(String requestId, String by) {}
