package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * Where a list of events has come to.
 *
 * @param acceptedAt when the last event that was looked at was accepted
 * @param eventId its id
 */
public record EventCursor(Instant acceptedAt, String eventId) {}
