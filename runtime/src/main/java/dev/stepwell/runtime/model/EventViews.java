package dev.stepwell.runtime.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of events as people look at them.
 *
 * @param events the events, newest first
 * @param next where the next page begins; null if this is the last, as in {@link EventPage}
 */
public record EventViews(List<EventView> events, @Nullable EventCursor next) {
  /** The page, whose payloads must not be cut. */
  public EventPage whole() {
    return new EventPage(events.stream().map(EventView::whole).toList(), next);
  }
}
