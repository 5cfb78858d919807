package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * A stored event.
 *
 * @param event the event
 * @param acceptedAt when it was accepted
 */
public record AcceptedEvent(StoredEvent event, Instant acceptedAt) {
  /** The cursor of a list after this event. */
  public EventCursor cursor() {
    return new EventCursor(acceptedAt, event.id());
  }
}
