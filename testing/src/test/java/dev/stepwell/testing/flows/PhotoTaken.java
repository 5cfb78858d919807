package dev.stepwell.testing.flows;

import dev.stepwell.Event;

/** Someone took a picture of the person. */
@Event("people/photo.taken")
public record PhotoTaken(String person, String url) {}
