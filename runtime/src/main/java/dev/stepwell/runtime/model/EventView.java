package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.Map;

/**
 * An event as people look at it, with a payload that may be cut.
 *
 * @param id its id
 * @param name its name
 * @param data its payload
 * @param time when it happened, as the sender says
 * @param acceptedAt when it was accepted
 * @param headers what accompanies its payload
 */
public record EventView(
    String id,
    String name,
    Payload data,
    Instant time,
    Instant acceptedAt,
    Map<String, String> headers) {
  /** Where a list has come to with this event. */
  public EventCursor cursor() {
    return new EventCursor(acceptedAt, id);
  }

  /** The event, whose payload must not be cut. */
  public AcceptedEvent whole() {
    return new AcceptedEvent(new StoredEvent(id, name, data.text(), time, headers), acceptedAt);
  }
}
