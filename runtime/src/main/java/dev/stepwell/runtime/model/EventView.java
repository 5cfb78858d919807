package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.Map;

/**
 * An event for display, with a payload that may be truncated.
 *
 * @param id its id
 * @param name its name
 * @param data its payload
 * @param time when it happened, according to the sender
 * @param acceptedAt when it was accepted
 * @param headers its headers
 */
public record EventView(
    String id,
    String name,
    Payload data,
    Instant time,
    Instant acceptedAt,
    Map<String, String> headers) {
  /** The cursor of a list after this event. */
  public EventCursor cursor() {
    return new EventCursor(acceptedAt, id);
  }

  /** The event; its payload must not be truncated. */
  public AcceptedEvent whole() {
    return new AcceptedEvent(new StoredEvent(id, name, data.text(), time, headers), acceptedAt);
  }
}
