package dev.stepwell.examples;

import dev.stepwell.Event;

/** The rider does not take the offered taxi. */
@Event("examples/taxi.declined")
record TaxiDeclined(String riderId) {}
