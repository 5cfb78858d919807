package dev.stepwell.runtime.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the events that match a filter.
 *
 * @param events the events, newest first
 * @param next where the next page begins; null if this is the last. A page may be short, or empty, and not be the last,
 *     because the number of examined events per page is limited
 */
public record EventPage(
    List<AcceptedEvent> events, @Nullable EventCursor next) {}
