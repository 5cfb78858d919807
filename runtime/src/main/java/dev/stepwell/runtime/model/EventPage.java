package dev.stepwell.runtime.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the events that a filter admits.
 *
 * @param events the events, newest first
 * @param next where the next page begins; null if this is the last. A page may be short, or empty, and not be the last: for one page
 *     only so many events are looked at
 */
public record EventPage(
    List<AcceptedEvent> events, @Nullable EventCursor next) {}
