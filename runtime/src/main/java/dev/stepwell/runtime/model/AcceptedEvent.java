package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * An event as it is stored.
 *
 * @param event the event
 * @param acceptedAt when it was accepted
 */
public record AcceptedEvent(StoredEvent event, Instant acceptedAt) {
  /** Where a list has come to with this event. */
  public EventCursor cursor() {
    return new EventCursor(acceptedAt, event.id());
  }
}
