package dev.stepwell.testing.flows;

import dev.stepwell.Event;

/** A person has had a picture taken. */
@Event("people/photo.taken")
public record PhotoTaken(String person, String url) {}
