package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * The position in a list of events.
 *
 * @param acceptedAt when the last examined event was accepted
 * @param eventId its id
 */
public record EventCursor(Instant acceptedAt, String eventId) {}
