package dev.stepwell.polaris.races;

import dev.stepwell.Event;

/** A rider has declined the offered taxi. */
@Event("taxis/declined")
public record RideDeclined(String riderId) {}
