package dev.stepwell.examples;

import dev.stepwell.Event;

/** The rider takes the offered taxi. */
@Event("examples/taxi.accepted")
record TaxiAccepted(String riderId) {}
