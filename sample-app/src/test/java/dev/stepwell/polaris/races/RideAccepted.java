package dev.stepwell.polaris.races;

import dev.stepwell.Event;

/** A rider has taken the offered taxi. */
@Event("taxis/accepted")
public record RideAccepted(String riderId) {}
