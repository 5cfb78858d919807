package dev.stepwell.testing.flows;

import dev.stepwell.Event;

/** A parcel was left at the door. */
@Event("couriers/parcel.left")
public record ParcelLeft(String parcel) {}
