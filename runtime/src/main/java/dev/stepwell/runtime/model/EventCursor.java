package dev.stepwell.runtime.model;

import dev.stepwell.InvalidTextException;
import dev.stepwell.contract.Identifiers;
import java.time.Instant;

/**
 * The position in a list of events.
 *
 * @param acceptedAt when the last examined event was accepted
 * @param eventId its id
 */
public record EventCursor(Instant acceptedAt, String eventId) {
  /**
   * Checks the id.
   *
   * @throws InvalidTextException if no stored event can have it
   */
  public EventCursor {
    if (!Identifiers.isStorable(eventId)) {
      throw new InvalidTextException(
          "the event id of the cursor",
          eventId,
          "has a character that no stored id has; use the cursor of a previous page");
    }
  }
}
