package dev.stepwell.runtime.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A filter of events; all parts must match.
 *
 * @param name the event's name; null for any
 * @param text a substring of the event's id or its data as JSON text, ignoring case; null for any
 * @param from the earliest time of acceptance, inclusive; null for any
 * @param to the end of the times of acceptance, exclusive; null for any
 */
public record EventFilter(
    @Nullable String name,
    @Nullable String text,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Matches all events. */
  public static final EventFilter ALL = new EventFilter(null, null, null, null);

  /** The same filter without the text. */
  public EventFilter withoutText() {
    return new EventFilter(name, null, from, to);
  }
}
