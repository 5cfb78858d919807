package dev.stepwell.runtime.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of events for display.
 *
 * @param events the events, newest first
 * @param next where the next page begins; null if this is the last, as in {@link EventPage}
 */
public record EventViews(List<EventView> events, @Nullable EventCursor next) {
  /** The page; its payloads must not be truncated. */
  public EventPage whole() {
    return new EventPage(events.stream().map(EventView::whole).toList(), next);
  }
}
