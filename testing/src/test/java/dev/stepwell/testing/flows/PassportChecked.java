package dev.stepwell.testing.flows;

import dev.stepwell.Event;

/** An answer that a flow waits for. */
@Event("trips/passport.checked")
public record PassportChecked(String traveller, boolean valid) {}
