package dev.stepwell.testing.flows;

import dev.stepwell.Event;

/** A neighbour has taken a parcel. */
@Event("couriers/parcel.taken")
public record ParcelTaken(String parcel, String by) {}
